<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en_GB">
<context>
    <name></name>
    <message>
        <source>The engine is running; stop it first.</source>
        <translation>エンジンの実行中です。先に停止してください。</translation>
    </message>
    <message>
        <source>Open a video first.</source>
        <translation>先に動画を開いてください。</translation>
    </message>
    <message>
        <source>Select an object first.</source>
        <translation>先にオブジェクトを選択してください。</translation>
    </message>
    <message>
        <source>There are no objects yet.</source>
        <translation>オブジェクトはまだありません。</translation>
    </message>
    <message>
        <source>Select two objects first (Ctrl+click in the list).</source>
        <translation>先にオブジェクトを2つ選択してください（リストでCtrl+クリック）。</translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <translation>選択したオブジェクトには、このフレームのマスクがありません。</translation>
    </message>
    <message>
        <source>This frame is not an exemplar of the selected object.</source>
        <translation>このフレームは、選択したオブジェクトの参照フレームではありません。</translation>
    </message>
    <message>
        <source>The selected object has no mask on the previous frame.</source>
        <translation>選択したオブジェクトには、前のフレームのマスクがありません。</translation>
    </message>
    <message>
        <source>Draw an object first: propagation needs at least one drawn mask.</source>
        <translation>先にオブジェクトを描いてください。伝播には、手描きのマスクが1つ以上必要です。</translation>
    </message>
    <message>
        <source>Draw an object first, or choose another task.</source>
        <translation>先にオブジェクトを描くか、別のタスクを選択してください。</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic in the task bar first.</source>
        <translation>先にタスクバーで「インスタンス」「セマンティック」「パノプティック」のいずれかを選択してください。</translation>
    </message>
    <message>
        <source>Select a proposal first ({proposal.next}).</source>
        <translation>先に候補を選択してください（{proposal.next}）。</translation>
    </message>
    <message>
        <source>No proposals are shown.</source>
        <translation>表示中の候補はありません。</translation>
    </message>
    <message>
        <source>No proposals are hidden by the score threshold.</source>
        <translation>スコアしきい値で非表示になっている候補はありません。</translation>
    </message>
    <message>
        <source>Mark a range first ({go.mark_in} and {go.mark_out}).</source>
        <translation>先に範囲をマークしてください（{go.mark_in}と{go.mark_out}）。</translation>
    </message>
    <message>
        <source>The engine is running; stop it first ({edit.cancel}).</source>
        <translation>エンジンの実行中です。先に停止してください（{edit.cancel}）。</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>実行中の処理はありません。</translation>
    </message>
    <message>
        <source>Copy a mask first ({edit.copy}).</source>
        <translation>先にマスクをコピーしてください（{edit.copy}）。</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>元に戻す操作はありません。</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>やり直す操作はありません。</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>確定するものはありません。</translation>
    </message>
    <message>
        <source>Everything is already saved.</source>
        <translation>すべて保存済みです。</translation>
    </message>
    <message>
        <source>Adapt to this video first.</source>
        <translation>先にこの動画に適応させてください。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>移動(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Objects</source>
        <translation>オブジェクト(&amp;O)</translation>
    </message>
    <message>
        <source>Mas&amp;ks</source>
        <translation>マスク(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Choose Object</source>
        <translation>オブジェクトを選択(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Propagate</source>
        <translation>伝播(&amp;P)</translation>
    </message>
    <message>
        <source>Proposa&amp;ls</source>
        <translation>候補(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>レビュー(&amp;R)</translation>
    </message>
    <message>
        <source>Data&amp;set</source>
        <translation>データセット(&amp;S)</translation>
    </message>
    <message>
        <source>Mo&amp;dels</source>
        <translation>モデル(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Open Video...</source>
        <translation>動画を開く...</translation>
    </message>
    <message>
        <source>Open Folder of Images...</source>
        <translation>画像フォルダーを開く...</translation>
    </message>
    <message>
        <source>Open Project...</source>
        <translation>プロジェクトを開く...</translation>
    </message>
    <message>
        <source>Save Project As...</source>
        <translation>プロジェクトに名前を付けて保存...</translation>
    </message>
    <message>
        <source>Every edit is saved automatically; this saves a copy and switches to it.</source>
        <translation>編集内容は常に自動で保存されます。このコマンドはコピーを保存し、以後はそのコピーを編集します。</translation>
    </message>
    <message>
        <source>Retry Saving</source>
        <translation>保存を再試行</translation>
    </message>
    <message>
        <source>Locate Moved Video...</source>
        <translation>移動した動画を探す...</translation>
    </message>
    <message>
        <source>Import Annotations...</source>
        <translation>アノテーションをインポート...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>エクスポート...</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>設定...</translation>
    </message>
    <message>
        <source>Close Video</source>
        <translation>動画を閉じる</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直し</translation>
    </message>
    <message>
        <source>Copy Mask</source>
        <translation>マスクをコピー</translation>
    </message>
    <message>
        <source>Copies the masks of the selected objects on this frame.</source>
        <translation>選択したオブジェクトの、このフレームのマスクをコピーします。</translation>
    </message>
    <message>
        <source>Paste Mask</source>
        <translation>マスクを貼り付け</translation>
    </message>
    <message>
        <source>Replaces the mask of the selected object on this frame, or makes a new object.</source>
        <translation>選択したオブジェクトのこのフレームのマスクを置き換えるか、新しいオブジェクトを作成します。</translation>
    </message>
    <message>
        <source>Paste to Range...</source>
        <translation>範囲に貼り付け...</translation>
    </message>
    <message>
        <source>Copy Mask from Previous Frame</source>
        <translation>前のフレームからマスクをコピー</translation>
    </message>
    <message>
        <source>Not in This Frame</source>
        <translation>このフレームには写っていない</translation>
    </message>
    <message>
        <source>Marks the object as hidden or out of view in this frame.</source>
        <translation>このフレームでは、オブジェクトが隠れているか画面外にあることを記録します。</translation>
    </message>
    <message>
        <source>Clear Mask on This Frame</source>
        <translation>このフレームのマスクを消去</translation>
    </message>
    <message>
        <source>Clear Propagated Masks in Range</source>
        <translation>範囲内の伝播マスクを消去</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>確定</translation>
    </message>
    <message>
        <source>Accepts the current edit.</source>
        <translation>現在の編集を確定します。</translation>
    </message>
    <message>
        <source>Cancel or Stop</source>
        <translation>キャンセルまたは停止</translation>
    </message>
    <message>
        <source>Cancels the current edit; if there is none, stops the propagation.</source>
        <translation>現在の編集をキャンセルします。編集中でない場合は、伝播を停止します。</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Fit to Window</source>
        <translation>ウィンドウに合わせる</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>原寸大</translation>
    </message>
    <message>
        <source>Zoom to Object</source>
        <translation>オブジェクトにズーム</translation>
    </message>
    <message>
        <source>Show Masks</source>
        <translation>マスクを表示</translation>
    </message>
    <message>
        <source>Show Outlines</source>
        <translation>輪郭を表示</translation>
    </message>
    <message>
        <source>Show Patterns</source>
        <translation>パターンを表示</translation>
    </message>
    <message>
        <source>Keyboard &amp;Pointer</source>
        <translation>キーボードポインター(&amp;P)</translation>
    </message>
    <message>
        <source>Hatches masks, so that objects do not differ by colour alone.</source>
        <translation>マスクにハッチングを付け、色以外でもオブジェクトを見分けられるようにします。</translation>
    </message>
    <message>
        <source>Show Outlines of Previous Frame</source>
        <translation>前のフレームの輪郭を表示</translation>
    </message>
    <message>
        <source>Shows dotted outlines of visible objects.</source>
        <translation>表示中のオブジェクトの輪郭を点線で表示します。</translation>
    </message>
    <message>
        <source>Preview Clicks</source>
        <translation>クリックのプレビュー</translation>
    </message>
    <message>
        <source>Previews the mask that a click at the mouse position would make.</source>
        <translation>マウスの位置をクリックした場合に得られるマスクをプレビューします。</translation>
    </message>
    <message>
        <source>Show Object Names</source>
        <translation>オブジェクト名を表示</translation>
    </message>
    <message>
        <source>Shows the name of each object over its mask.</source>
        <translation>各オブジェクトの名前をマスクの上に表示します。</translation>
    </message>
    <message>
        <source>Switch Between Canvas and Panels</source>
        <translation>キャンバスとパネルを切り替え</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>明るく</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>暗く</translation>
    </message>
    <message>
        <source>More Contrast</source>
        <translation>コントラストを上げる</translation>
    </message>
    <message>
        <source>Less Contrast</source>
        <translation>コントラストを下げる</translation>
    </message>
    <message>
        <source>Reset Brightness and Contrast</source>
        <translation>明るさとコントラストをリセット</translation>
    </message>
    <message>
        <source>Dark Theme</source>
        <translation>ダークテーマ</translation>
    </message>
    <message>
        <source>Hide or Show Panels</source>
        <translation>パネルの表示/非表示</translation>
    </message>
    <message>
        <source>Hides all panels to make room for the video; the tools stay visible.</source>
        <translation>すべてのパネルを隠して動画を広く表示します。ツールは表示したままです。</translation>
    </message>
    <message>
        <source>Reset Layout</source>
        <translation>レイアウトをリセット</translation>
    </message>
    <message>
        <source>Next Frame</source>
        <translation>次のフレーム</translation>
    </message>
    <message>
        <source>Previous Frame</source>
        <translation>前のフレーム</translation>
    </message>
    <message>
        <source>Forward 10 Frames</source>
        <translation>10フレーム進む</translation>
    </message>
    <message>
        <source>Back 10 Frames</source>
        <translation>10フレーム戻る</translation>
    </message>
    <message>
        <source>First Frame</source>
        <translation>最初のフレーム</translation>
    </message>
    <message>
        <source>Last Frame</source>
        <translation>最後のフレーム</translation>
    </message>
    <message>
        <source>Next Exemplar</source>
        <translation>次の参照フレーム</translation>
    </message>
    <message>
        <source>Previous Exemplar</source>
        <translation>前の参照フレーム</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Plays at the selected speed.</source>
        <translation>選択した速度で再生します。</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>ループ再生</translation>
    </message>
    <message>
        <source>Repeats the marked range, or the whole video.</source>
        <translation>マークした範囲、または動画全体を繰り返し再生します。</translation>
    </message>
    <message>
        <source>Shuttle Back</source>
        <translation>シャトル逆再生</translation>
    </message>
    <message>
        <source>Plays backwards; each press doubles the speed.</source>
        <translation>逆再生します。押すたびに速度が2倍になります。</translation>
    </message>
    <message>
        <source>Shuttle Stop</source>
        <translation>シャトル停止</translation>
    </message>
    <message>
        <source>Shuttle Forward</source>
        <translation>シャトル再生</translation>
    </message>
    <message>
        <source>Plays forwards; each press doubles the speed.</source>
        <translation>再生します。押すたびに速度が2倍になります。</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>遅く</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>速く</translation>
    </message>
    <message>
        <source>Start Range Here</source>
        <translation>ここを範囲の開始点にする</translation>
    </message>
    <message>
        <source>End Range Here</source>
        <translation>ここを範囲の終了点にする</translation>
    </message>
    <message>
        <source>Clear Range</source>
        <translation>範囲を解除</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Click an object to select it.</source>
        <translation>オブジェクトをクリックして選択します。</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>ブラシ</translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to erase; {tool.smaller} and {tool.larger} change the size.</source>
        <translation>ドラッグで描画、右ドラッグで消去します。サイズは{tool.smaller}と{tool.larger}で変更します。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>消しゴム</translation>
    </message>
    <message>
        <source>Drag to erase.</source>
        <translation>ドラッグで消去します。</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>ポリゴン</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them, {edit.accept} to finish; Shift subtracts.</source>
        <translation>クリックで頂点を追加、ドラッグで移動、{edit.accept}で確定します。Shiftを押すとマスクから除きます。</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>なげなわ</translation>
    </message>
    <message>
        <source>Drag around the object, then adjust the corners; {edit.accept} to finish; Shift subtracts.</source>
        <translation>オブジェクトの周囲をドラッグしてから頂点を調整し、{edit.accept}で確定します。Shiftを押すとマスクから除きます。</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Drag a rectangle; {edit.accept} to finish; Shift subtracts.</source>
        <translation>矩形をドラッグし、{edit.accept}で確定します。Shiftを押すとマスクから除きます。</translation>
    </message>
    <message>
        <source>Magic Wand</source>
        <translation>マジックワンド</translation>
    </message>
    <message>
        <source>Click to select a region of one colour, drag to extend it; Shift adds, Alt removes, {edit.accept} to keep.</source>
        <translation>クリックで近い色の領域を選択し、ドラッグで広げます。Shiftで追加、Altで除外、{edit.accept}で確定します。</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>クリック</translation>
    </message>
    <message>
        <source>Click to add, right-click or Shift+click to remove, drag for a box, {edit.accept} to keep.</source>
        <translation>クリックで追加、右クリックまたはShift+クリックで除外、ドラッグでボックスを指定し、{edit.accept}で確定します。</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>ボックス</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask, {edit.accept} to keep.</source>
        <translation>オブジェクトをボックスで囲むとマスクが得られます。{edit.accept}で確定します。</translation>
    </message>
    <message>
        <source>Scribble</source>
        <translation>スクリブル</translation>
    </message>
    <message>
        <source>Draw over the object to add, with the right button or Shift to remove, {edit.accept} to keep.</source>
        <translation>オブジェクトの上をなぞって追加、右ボタンまたはShiftで除外し、{edit.accept}で確定します。</translation>
    </message>
    <message>
        <source>Larger Brush</source>
        <translation>ブラシを大きく</translation>
    </message>
    <message>
        <source>Smaller Brush</source>
        <translation>ブラシを小さく</translation>
    </message>
    <message>
        <source>Snap to Edges</source>
        <translation>エッジに吸着</translation>
    </message>
    <message>
        <source>Makes the sides of a polygon follow edges in the image.</source>
        <translation>ポリゴンの辺を画像内のエッジに沿わせます。</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>マスクから除く</translation>
    </message>
    <message>
        <source>Makes polygon, lasso, rectangle and wand subtract from the mask.</source>
        <translation>ポリゴン、なげなわ、矩形、マジックワンドの選択範囲をマスクから除きます。</translation>
    </message>
    <message>
        <source>Press or Release Mouse Button</source>
        <translation>マウスボタンを押す/離す</translation>
    </message>
    <message>
        <source>Follow Run</source>
        <translation>進行に追従</translation>
    </message>
    <message>
        <source>Propagate All Videos</source>
        <translation>すべての動画を伝播</translation>
    </message>
    <message>
        <source>Adds all videos that have exemplars and no propagated masks to the queue, which keeps running after GvSeg is closed.</source>
        <translation>参照フレームがあり、伝播マスクがまだない動画をすべてキューに追加します。キューはGvSegを閉じても続行されます。</translation>
    </message>
    <message>
        <source>Pointer Left</source>
        <translation>ポインターを左へ</translation>
    </message>
    <message>
        <source>Moves by a quarter of the brush size; the view follows.</source>
        <translation>ブラシサイズの4分の1だけ動かします。表示も追従します。</translation>
    </message>
    <message>
        <source>Pointer Right</source>
        <translation>ポインターを右へ</translation>
    </message>
    <message>
        <source>Pointer Up</source>
        <translation>ポインターを上へ</translation>
    </message>
    <message>
        <source>Pointer Down</source>
        <translation>ポインターを下へ</translation>
    </message>
    <message>
        <source>Pointer One Pixel Left</source>
        <translation>ポインターを左へ1ピクセル</translation>
    </message>
    <message>
        <source>Pointer One Pixel Right</source>
        <translation>ポインターを右へ1ピクセル</translation>
    </message>
    <message>
        <source>Pointer One Pixel Up</source>
        <translation>ポインターを上へ1ピクセル</translation>
    </message>
    <message>
        <source>Pointer One Pixel Down</source>
        <translation>ポインターを下へ1ピクセル</translation>
    </message>
    <message>
        <source>Click at the Pointer</source>
        <translation>ポインターの位置でクリック</translation>
    </message>
    <message>
        <source>Works like a mouse click with the current tool.</source>
        <translation>現在のツールでのマウスクリックと同じ働きをします。</translation>
    </message>
    <message>
        <source>While pressed, moving the pointer draws.</source>
        <translation>押している間、ポインターを動かすと描画されます。</translation>
    </message>
    <message>
        <source>New Object</source>
        <translation>新規オブジェクト</translation>
    </message>
    <message>
        <source>Rename Object</source>
        <translation>オブジェクト名を変更</translation>
    </message>
    <message>
        <source>Hide or Show</source>
        <translation>表示/非表示</translation>
    </message>
    <message>
        <source>Lock or Unlock</source>
        <translation>ロック/ロック解除</translation>
    </message>
    <message>
        <source>Show Only Selected</source>
        <translation>選択したものだけを表示</translation>
    </message>
    <message>
        <source>Move Layer Up</source>
        <translation>レイヤーを上へ</translation>
    </message>
    <message>
        <source>Move Layer Down</source>
        <translation>レイヤーを下へ</translation>
    </message>
    <message>
        <source>Merge Two Objects</source>
        <translation>2つのオブジェクトを結合</translation>
    </message>
    <message>
        <source>Split at This Frame</source>
        <translation>このフレームで分割</translation>
    </message>
    <message>
        <source>Swap Identities from Here</source>
        <translation>ここからIDを入れ替え</translation>
    </message>
    <message>
        <source>Delete Object</source>
        <translation>オブジェクトを削除</translation>
    </message>
    <message>
        <source>Undo restores the object and its masks.</source>
        <translation>「元に戻す」で、オブジェクトとそのマスクを復元できます。</translation>
    </message>
    <message>
        <source>Categories...</source>
        <translation>カテゴリ...</translation>
    </message>
    <message>
        <source>Refine Edge</source>
        <translation>エッジを補正</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within 6 pixels.</source>
        <translation>輪郭を、6ピクセル以内で最も近い色のエッジに合わせます。</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>拡張</translation>
    </message>
    <message>
        <source>Moves the outline outwards by one pixel.</source>
        <translation>輪郭を外側へ1ピクセル動かします。</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Moves the outline inwards by one pixel.</source>
        <translation>輪郭を内側へ1ピクセル動かします。</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑化</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than 6 pixels from the outline.</source>
        <translation>輪郭から、幅6ピクセル未満の凹凸を取り除きます。</translation>
    </message>
    <message>
        <source>Fill Holes</source>
        <translation>穴を埋める</translation>
    </message>
    <message>
        <source>Remove Small Parts</source>
        <translation>小さい断片を除去</translation>
    </message>
    <message>
        <source>Keeps only parts with at least 5 % of the area of the largest.</source>
        <translation>面積が最大の部分の5%以上ある部分だけを残します。</translation>
    </message>
    <message>
        <source>Apply to Frames...</source>
        <translation>複数のフレームに適用...</translation>
    </message>
    <message>
        <source>Opens a dialog to set the operation, its width and its frames, with a preview.</source>
        <translation>操作、幅、対象フレームを指定するダイアログを開きます。プレビューもできます。</translation>
    </message>
    <message>
        <source>Interpolate Between Drawn Masks</source>
        <translation>手描きのマスクの間を補間</translation>
    </message>
    <message>
        <source>Fills the frames between the drawn masks before and after this frame.</source>
        <translation>このフレームの前後にある手描きのマスクの間のフレームを補間します。</translation>
    </message>
    <message>
        <source>Object {number} in the List</source>
        <translation>リストの{number}番目のオブジェクト</translation>
    </message>
    <message>
        <source>Next Object</source>
        <translation>次のオブジェクト</translation>
    </message>
    <message>
        <source>Previous Object</source>
        <translation>前のオブジェクト</translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation>伝播</translation>
    </message>
    <message>
        <source>Propagates in both directions from each exemplar, within the marked range if any.</source>
        <translation>各参照フレームから前後両方向に伝播します。範囲がマークされている場合は、その範囲内に限ります。</translation>
    </message>
    <message>
        <source>Propagate Forward</source>
        <translation>以降のフレームに伝播</translation>
    </message>
    <message>
        <source>Propagate Backward</source>
        <translation>以前のフレームに伝播</translation>
    </message>
    <message>
        <source>Propagate in Range</source>
        <translation>範囲内で伝播</translation>
    </message>
    <message>
        <source>Propagate to Next Frame</source>
        <translation>次のフレームに伝播</translation>
    </message>
    <message>
        <source>Propagate to Previous Frame</source>
        <translation>前のフレームに伝播</translation>
    </message>
    <message>
        <source>Propagate All Objects</source>
        <translation>すべてのオブジェクトを伝播</translation>
    </message>
    <message>
        <source>Propagates every unlocked object once, ignoring the setting below.</source>
        <translation>下の設定にかかわらず、ロックされていないすべてのオブジェクトを今回だけ伝播します。</translation>
    </message>
    <message>
        <source>Changed Objects Only</source>
        <translation>変更したオブジェクトのみ</translation>
    </message>
    <message>
        <source>Propagates only objects whose exemplars changed since the last run.</source>
        <translation>前回の実行後に参照フレームが変更されたオブジェクトだけを伝播します。</translation>
    </message>
    <message>
        <source>Selected Objects Only</source>
        <translation>選択したオブジェクトのみ</translation>
    </message>
    <message>
        <source>Propagates only the selected objects.</source>
        <translation>選択したオブジェクトだけを伝播します。</translation>
    </message>
    <message>
        <source>All Unlocked Objects</source>
        <translation>ロックされていないすべてのオブジェクト</translation>
    </message>
    <message>
        <source>Propagates all objects that are not locked.</source>
        <translation>ロックされていないすべてのオブジェクトを伝播します。</translation>
    </message>
    <message>
        <source>Shows each frame as it is finished, until you go to another frame.</source>
        <translation>完了したフレームを順に表示します。別のフレームに移動すると止まります。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Keeps the masks made so far ({edit.cancel}).</source>
        <translation>これまでに生成したマスクは残ります（{edit.cancel}）。</translation>
    </message>
    <message>
        <source>Adapt to This Video</source>
        <translation>この動画に適応</translation>
    </message>
    <message>
        <source>Fine-tunes the network on your exemplars for a few seconds.</source>
        <translation>参照フレームを使い、ネットワークを数秒間ファインチューニングします。</translation>
    </message>
    <message>
        <source>Use Adaptation</source>
        <translation>適応結果を使用</translation>
    </message>
    <message>
        <source>Uses the adapted network to propagate; if off, the original weights.</source>
        <translation>適応済みのネットワークで伝播します。オフの場合は元の重みを使用します。</translation>
    </message>
    <message>
        <source>Pin Frame as Exemplar</source>
        <translation>参照フレームに設定</translation>
    </message>
    <message>
        <source>Unpin Exemplar</source>
        <translation>参照フレームを解除</translation>
    </message>
    <message>
        <source>Segment This Frame</source>
        <translation>このフレームをセグメント</translation>
    </message>
    <message>
        <source>Detects objects in this frame only.</source>
        <translation>このフレームのオブジェクトだけを検出します。</translation>
    </message>
    <message>
        <source>Next Proposal</source>
        <translation>次の候補</translation>
    </message>
    <message>
        <source>Previous Proposal</source>
        <translation>前の候補</translation>
    </message>
    <message>
        <source>Accept Proposal</source>
        <translation>候補を採用</translation>
    </message>
    <message>
        <source>Turns the proposal into an object; painting on it does the same.</source>
        <translation>候補をオブジェクトにします。候補の上に描いても同じ結果になります。</translation>
    </message>
    <message>
        <source>Reject Proposal</source>
        <translation>候補を却下</translation>
    </message>
    <message>
        <source>Removes the proposal; undo restores it.</source>
        <translation>候補を取り除きます。「元に戻す」で復元できます。</translation>
    </message>
    <message>
        <source>Accept All Shown</source>
        <translation>表示中の候補をすべて採用</translation>
    </message>
    <message>
        <source>Applies to all proposals above the score threshold.</source>
        <translation>スコアしきい値以上のすべての候補が対象です。</translation>
    </message>
    <message>
        <source>Reject All Shown</source>
        <translation>表示中の候補をすべて却下</translation>
    </message>
    <message>
        <source>Reject All Hidden</source>
        <translation>非表示の候補をすべて却下</translation>
    </message>
    <message>
        <source>Applies to all proposals below the score threshold.</source>
        <translation>スコアしきい値未満のすべての候補が対象です。</translation>
    </message>
    <message>
        <source>Map Classes to Categories...</source>
        <translation>クラスをカテゴリに対応付け...</translation>
    </message>
    <message>
        <source>Sets the category of each class that the engine detects.</source>
        <translation>エンジンが検出する各クラスのカテゴリを設定します。</translation>
    </message>
    <message>
        <source>Next Frame Worth Correcting</source>
        <translation>次の要修正フレーム</translation>
    </message>
    <message>
        <source>Previous Frame Worth Correcting</source>
        <translation>前の要修正フレーム</translation>
    </message>
    <message>
        <source>Next Finding</source>
        <translation>次の指摘</translation>
    </message>
    <message>
        <source>Previous Finding</source>
        <translation>前の指摘</translation>
    </message>
    <message>
        <source>Verify Frame or Range</source>
        <translation>フレームまたは範囲を確認済みにする</translation>
    </message>
    <message>
        <source>Verifies all objects in this frame, or the selected objects in the marked range.</source>
        <translation>このフレームの全オブジェクト、またはマークした範囲の選択オブジェクトを確認済みにします。</translation>
    </message>
    <message>
        <source>Unverify</source>
        <translation>確認済みを取り消す</translation>
    </message>
    <message>
        <source>Verify Whole Object</source>
        <translation>オブジェクト全体を確認済みにする</translation>
    </message>
    <message>
        <source>Comment on Frame</source>
        <translation>フレームにコメント</translation>
    </message>
    <message>
        <source>Goes to the line for a comment on this frame or on the selected object.</source>
        <translation>このフレームまたは選択したオブジェクトへのコメント入力欄に移動します。</translation>
    </message>
    <message>
        <source>Next Comment</source>
        <translation>次のコメント</translation>
    </message>
    <message>
        <source>Also stops at frames that need work.</source>
        <translation>差し戻されたフレームでも止まります。</translation>
    </message>
    <message>
        <source>Previous Comment</source>
        <translation>前のコメント</translation>
    </message>
    <message>
        <source>Resolve or Reopen Comment</source>
        <translation>コメントを解決/未解決に戻す</translation>
    </message>
    <message>
        <source>Applies to the selected comment, or to the first open one of this frame.</source>
        <translation>選択したコメント、またはこのフレームの最初の未解決コメントが対象です。</translation>
    </message>
    <message>
        <source>Delete Comment</source>
        <translation>コメントを削除</translation>
    </message>
    <message>
        <source>Undo restores it.</source>
        <translation>「元に戻す」で復元できます。</translation>
    </message>
    <message>
        <source>Accept Frame or Range</source>
        <translation>フレームまたは範囲を承認</translation>
    </message>
    <message>
        <source>Records that you accept this frame, or all frames in the marked range.</source>
        <translation>このフレーム、またはマークした範囲の全フレームを承認したことを記録します。</translation>
    </message>
    <message>
        <source>Mark as Needs Work</source>
        <translation>差し戻す</translation>
    </message>
    <message>
        <source>Records that this frame, or the marked range, needs work.</source>
        <translation>このフレーム、またはマークした範囲を差し戻したことを記録します。</translation>
    </message>
    <message>
        <source>Clear Review State</source>
        <translation>レビュー状態を消去</translation>
    </message>
    <message>
        <source>Write Report...</source>
        <translation>レポートを作成...</translation>
    </message>
    <message>
        <source>Writes one HTML page with progress, comments and images.</source>
        <translation>進捗、コメント、画像を1つのHTMLページにまとめます。</translation>
    </message>
    <message>
        <source>New Dataset...</source>
        <translation>新規データセット...</translation>
    </message>
    <message>
        <source>Groups videos that share one list of categories.</source>
        <translation>カテゴリのリストを共有する動画をまとめます。</translation>
    </message>
    <message>
        <source>Open Dataset...</source>
        <translation>データセットを開く...</translation>
    </message>
    <message>
        <source>Import Dataset...</source>
        <translation>データセットをインポート...</translation>
    </message>
    <message>
        <source>Makes a dataset from a published one, such as DAVIS, YouTube-VIS or COCO.</source>
        <translation>DAVIS、YouTube-VIS、COCOなどの公開データセットからデータセットを作成します。</translation>
    </message>
    <message>
        <source>Export Dataset...</source>
        <translation>データセットをエクスポート...</translation>
    </message>
    <message>
        <source>Show or Hide Videos</source>
        <translation>動画リストの表示/非表示</translation>
    </message>
    <message>
        <source>Next Video</source>
        <translation>次の動画</translation>
    </message>
    <message>
        <source>Previous Video</source>
        <translation>前の動画</translation>
    </message>
    <message>
        <source>Add Videos...</source>
        <translation>動画を追加...</translation>
    </message>
    <message>
        <source>Train on Dataset...</source>
        <translation>データセットで学習...</translation>
    </message>
    <message>
        <source>Writes one HTML page about all videos, with comments and images.</source>
        <translation>すべての動画の状況を、コメントと画像を含む1つのHTMLページにまとめます。</translation>
    </message>
    <message>
        <source>Close Dataset</source>
        <translation>データセットを閉じる</translation>
    </message>
    <message>
        <source>Train on My Corrections...</source>
        <translation>修正結果で学習...</translation>
    </message>
    <message>
        <source>Trains the model on your corrections; training continues after GvSeg is closed.</source>
        <translation>修正結果を使ってモデルを学習させます。学習はGvSegを閉じても続行されます。</translation>
    </message>
    <message>
        <source>Training Runs...</source>
        <translation>学習ジョブ...</translation>
    </message>
    <message>
        <source>Models...</source>
        <translation>モデル...</translation>
    </message>
    <message>
        <source>Lists the models and lets you choose which one to use.</source>
        <translation>モデルの一覧を表示し、使用するモデルを選択します。</translation>
    </message>
    <message>
        <source>First Steps</source>
        <translation>はじめてのステップ</translation>
    </message>
    <message>
        <source>Guides you through a first annotation, step by step.</source>
        <translation>最初のアノテーションを順を追って案内します。</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>マニュアル</translation>
    </message>
    <message>
        <source>Try the Demo</source>
        <translation>デモを試す</translation>
    </message>
    <message>
        <source>Opens a short clip with a rabbit outlined in its first frame.</source>
        <translation>最初のフレームでウサギの輪郭を描いた、短いクリップを開きます。</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Customize Shortcuts...</source>
        <translation>ショートカットをカスタマイズ...</translation>
    </message>
    <message>
        <source>Messages...</source>
        <translation>メッセージ...</translation>
    </message>
    <message>
        <source>Lists all messages since GvSeg was started.</source>
        <translation>GvSegを起動してからの全メッセージを表示します。</translation>
    </message>
    <message>
        <source>About GvSeg</source>
        <translation>GvSegについて</translation>
    </message>
    <message>
        <source>Reading {name}...</source>
        <translation>{name}を読み込み中...</translation>
    </message>
    <message>
        <source>Reading {name}: {done:.0f} %</source>
        <translation>{name}を読み込み中：{done:.0f}%</translation>
    </message>
    <message>
        <source>No more findings in this direction.</source>
        <translation>この方向に指摘はもうありません。</translation>
    </message>
    <message>
        <source>Paint or click to mark your first object</source>
        <translation>ブラシまたはクリックで最初のオブジェクトを指定してください</translation>
    </message>
    <message>
        <source>Press Segment to detect objects</source>
        <translation>「セグメント」を押してオブジェクトを検出してください</translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation>{name}を開いています...</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Exemplars</source>
        <translation>参照フレーム</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Object</source>
        <comment>panel</comment>
        <translation>プロパティ</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>レビュー</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>読み取り専用</translation>
    </message>
    <message>
        <source>NOT SAVED</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>保存済み</translation>
    </message>
    <message>
        <source>nothing to save yet</source>
        <translation>保存する内容はまだありません</translation>
    </message>
    <message>
        <source>autosaved {seconds} s ago</source>
        <translation>{seconds}秒前に自動保存</translation>
    </message>
    <message>
        <source>autosaved {seconds} min ago</source>
        <translation>{seconds}分前に自動保存</translation>
    </message>
    <message>
        <source>autosaved {seconds} h ago</source>
        <translation>{seconds}時間前に自動保存</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>描画</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>マジックワンド</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>キャンバス</translation>
    </message>
    <message>
        <source>Save the project first: the adaptation is stored next to it.</source>
        <translation>先にプロジェクトを保存してください。適応結果はプロジェクトと同じ場所に保存されます。</translation>
    </message>
    <message>
        <source>The adaptation was not copied ({error}). Adapt again.</source>
        <translation>適応結果をコピーできませんでした（{error}）。もう一度適応させてください。</translation>
    </message>
    <message>
        <source>Stopped before the first step; nothing has changed.</source>
        <translation>最初のステップの前に停止しました。何も変更されていません。</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights, so they stay in use</source>
        <translation>適応しても現在の重みより改善しなかったため、引き続き現在の重みを使用します</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights: the object is lost within a few frames; add an exemplar on a later frame</source>
        <translation>適応しても現在の重みより改善しませんでした。数フレームでオブジェクトを見失うため、後のフレームに参照フレームを追加してください</translation>
    </message>
    <message>
        <source>Edges adapted in {seconds:.0f} s; correct other frames to adapt more</source>
        <translation>{seconds:.0f}秒でエッジを適応しました。他のフレームを修正するとさらに適応できます</translation>
    </message>
    <message>
        <source>Adapted in {seconds:.0f} s; the score rose from {score_before:.2f} to {score_after:.2f}</source>
        <translation>{seconds:.0f}秒で適応しました。スコアは{score_before:.2f}から{score_after:.2f}に上がりました</translation>
    </message>
    <message>
        <source>Adapting to this video, step {steps}</source>
        <translation>この動画に適応中、ステップ{steps}</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>セグメント</translation>
    </message>
    <message>
        <source>Detects objects within the marked range, or in the whole video.</source>
        <translation>マークした範囲、または動画全体のオブジェクトを検出します。</translation>
    </message>
    <message>
        <source>This frame has no mask to refine. Click on the object first.</source>
        <translation>このフレームには補正するマスクがありません。先にオブジェクトをクリックしてください。</translation>
    </message>
    <message>
        <source>Create a dataset?</source>
        <translation>データセットを作成しますか？</translation>
    </message>
    <message>
        <source>Create Dataset</source>
        <translation>データセットを作成</translation>
    </message>
    <message>
        <source>Open or create a dataset first.</source>
        <translation>先にデータセットを開くか作成してください。</translation>
    </message>
    <message>
        <source>New Split</source>
        <translation>新規スプリット</translation>
    </message>
    <message>
        <source>Name of the split:</source>
        <translation>スプリットの名前：</translation>
    </message>
    <message>
        <source>Assign To</source>
        <translation>担当者の割り当て</translation>
    </message>
    <message>
        <source>{folder} contains several videos. A dataset groups them under one list of categories. It is stored in that folder as one small file, {file}.</source>
        <translation>{folder}には複数の動画があります。データセットを作成すると、これらの動画で同じカテゴリのリストを共有できます。データセットは、このフォルダーに小さなファイル{file}として保存されます。</translation>
    </message>
    <message>
        <source>{path} was not found. Connect its drive, or press Locate Missing Videos in the list of videos.</source>
        <translation>{path}が見つかりません。ドライブを接続するか、動画の一覧で［見つからない動画を探す］を押してください。</translation>
    </message>
    <message>
        <source>Annotator of these videos:</source>
        <translation>これらの動画の担当者：</translation>
    </message>
    <message>
        <source>Folder with the Missing Videos</source>
        <translation>見つからない動画のあるフォルダー</translation>
    </message>
    <message>
        <source>Open a dataset first.</source>
        <translation>先にデータセットを開いてください。</translation>
    </message>
    <message>
        <source>This is the last video.</source>
        <translation>これが最後の動画です。</translation>
    </message>
    <message>
        <source>This is the first video.</source>
        <translation>これが最初の動画です。</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the dataset.</source>
        <translation>
            <numerusform>動画%n本をデータセットに追加しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Train on the dataset?</source>
        <translation>データセットで学習しますか？</translation>
    </message>
    <message>
        <source>A training run of 30 minutes is added to the queue. If the dataset has the splits train and val, it trains on the first and measures the gain on the second, for each category.</source>
        <translation>30分間の学習ジョブをキューに追加します。データセットにtrainとvalのスプリットがある場合は、trainで学習し、valでカテゴリごとの向上を測定します。</translation>
    </message>
    <message>
        <source>Train and Use if Better</source>
        <translation>学習し、向上すれば使用</translation>
    </message>
    <message>
        <source>New Dataset in Folder</source>
        <translation>フォルダーに新規データセットを作成</translation>
    </message>
    <message>
        <source>Open Dataset</source>
        <translation>データセットを開く</translation>
    </message>
    <message>
        <source>GvSeg datasets</source>
        <translation>GvSegデータセット</translation>
    </message>
    <message>
        <source>Add Videos</source>
        <translation>動画を追加</translation>
    </message>
    <message>
        <source>Videos and projects ({suffixes} *.gvseg)</source>
        <translation>動画とプロジェクト ({suffixes} *.gvseg)</translation>
    </message>
    <message>
        <source>No video has an exemplar. Draw an object in one first.</source>
        <translation>参照フレームのある動画がありません。先にいずれかの動画でオブジェクトを描いてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the queue.</source>
        <translation>
            <numerusform>動画%n本をキューに追加しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Training was added to the queue.</source>
        <translation>学習をキューに追加しました。</translation>
    </message>
    <message>
        <source>Nothing to erase here. Select an object first.</source>
        <translation>ここには消去するものがありません。先にオブジェクトを選択してください。</translation>
    </message>
    <message>
        <source>Frame {frame} is now an exemplar of {name}.</source>
        <translation>フレーム{frame}を「{name}」の参照フレームにしました。</translation>
    </message>
    <message>
        <source>Not in this frame</source>
        <translation>このフレームには写っていない</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>マスクを消去</translation>
    </message>
    <message>
        <source>Clear propagated masks</source>
        <translation>伝播マスクを消去</translation>
    </message>
    <message>
        <source>Show object</source>
        <translation>オブジェクトを表示</translation>
    </message>
    <message>
        <source>Hide object</source>
        <translation>オブジェクトを非表示</translation>
    </message>
    <message>
        <source>Lock object</source>
        <translation>オブジェクトをロック</translation>
    </message>
    <message>
        <source>Unlock object</source>
        <translation>オブジェクトのロックを解除</translation>
    </message>
    <message>
        <source>Show only selected</source>
        <translation>選択したものだけを表示</translation>
    </message>
    <message>
        <source>Delete object</source>
        <translation>オブジェクトを削除</translation>
    </message>
    <message>
        <source>Load exemplar</source>
        <translation>参照フレームの読み込み</translation>
    </message>
    <message>
        <source>Nothing to export yet: accept at least one proposal first.</source>
        <translation>エクスポートするものがまだありません。先に候補を1つ以上採用してください。</translation>
    </message>
    <message>
        <source>Show First</source>
        <translation>最初の候補を表示</translation>
    </message>
    <message>
        <source>Nothing to export yet. Draw an object first.</source>
        <translation>エクスポートするものがまだありません。先にオブジェクトを描いてください。</translation>
    </message>
    <message>
        <source>The export failed ({kind}); please report the details.</source>
        <translation>エクスポートに失敗しました（{kind}）。詳細を報告してください。</translation>
    </message>
    <message>
        <source>Swapped {names} in frames {first} to {last}.</source>
        <translation>フレーム{first}～{last}で{names}を入れ替えました。</translation>
    </message>
    <message>
        <source>Split {name} in frames {first} to {last}.</source>
        <translation>フレーム{first}～{last}で「{name}」を分割しました。</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>動画を開く</translation>
    </message>
    <message>
        <source>Drop a video on the window, or press Try the Demo on the start page.</source>
        <translation>動画をウィンドウにドロップするか、スタートページの「デモを試す」を押します。</translation>
    </message>
    <message>
        <source>Mark an object</source>
        <translation>オブジェクトを指定</translation>
    </message>
    <message>
        <source>Press {tool.clicks} for the Clicks tool, then click an object. Click again to add a part, right-click to remove one.</source>
        <translation>{tool.clicks}を押してクリックツールに切り替え、オブジェクトをクリックします。さらにクリックすると部分を追加、右クリックすると除外できます。</translation>
    </message>
    <message>
        <source>Keep the mask</source>
        <translation>マスクを確定</translation>
    </message>
    <message>
        <source>Press {edit.accept} to keep the mask. The frame becomes an exemplar: propagation starts from it and never changes it.</source>
        <translation>{edit.accept}を押してマスクを確定します。このフレームは参照フレームになります。伝播は参照フレームから始まり、参照フレーム自体は変更されません。</translation>
    </message>
    <message>
        <source>Press {propagate.both}. The mask is propagated through the video in both directions; {edit.cancel} stops and keeps the finished frames.</source>
        <translation>{propagate.both}を押します。マスクが動画の前後両方向に伝播します。{edit.cancel}で停止でき、完了したフレームは残ります。</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>修正</translation>
    </message>
    <message>
        <source>Press {review.next_worth} to go to the frame that most needs a correction. Fix its mask with any tool, then press {propagate.both} again.</source>
        <translation>{review.next_worth}を押すと、最も修正が必要なフレームに移動します。好きなツールでマスクを直し、もう一度{propagate.both}を押します。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Press {file.export} and choose a format. Every edit is already saved, so you can close GvSeg at any time and continue later. Help &gt; Manual explains the rest.</source>
        <translation>{file.export}を押して形式を選択します。編集内容はすべて保存済みなので、いつでもGvSegを閉じて後で再開できます。詳しくは「ヘルプ」&gt;「マニュアル」をご覧ください。</translation>
    </message>
    <message>
        <source>Open the video of {name} first, then drop the annotations again.</source>
        <translation>先に{name}の動画を開いてから、もう一度アノテーションをドロップしてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read.</source>
        <translation>
            <numerusform>%n件の項目を読み込めませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported {name}. {details}</source>
        <translation>{name}をインポートしました。{details}</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n mask(s).</source>
        <translation>
            <numerusform>マスク%n個をコピーしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste mask</source>
        <translation>マスクを貼り付け</translation>
    </message>
    <message>
        <source>Paste masks</source>
        <translation>マスクを貼り付け</translation>
    </message>
    <message numerus="yes">
        <source>%n drawn or verified mask(s) stayed unchanged.</source>
        <translation>
            <numerusform>手描きまたは確認済みのマスク%n個は変更されていません。</numerusform>
        </translation>
    </message>
    <message>
        <source>The copied mask is from a video of {copied} pixels; this one has {own}.</source>
        <translation>コピーしたマスクは{copied}ピクセルの動画のものです。この動画は{own}ピクセルです。</translation>
    </message>
    <message>
        <source>Refine edge</source>
        <translation>エッジを補正</translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation>マスクを拡張</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>マスクを縮小</translation>
    </message>
    <message>
        <source>Smooth mask</source>
        <translation>マスクを平滑化</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>穴を埋める</translation>
    </message>
    <message>
        <source>Remove small parts</source>
        <translation>小さい断片を除去</translation>
    </message>
    <message>
        <source>{label}: nothing to change on this frame.</source>
        <translation>{label}：このフレームに変更はありません。</translation>
    </message>
    <message>
        <source>Stopped; no mask was changed.</source>
        <translation>停止しました。マスクは変更されていません。</translation>
    </message>
    <message numerus="yes">
        <source>{label}: %n mask(s) changed.</source>
        <translation>
            <numerusform>{label}：マスク%n個を変更しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>{label}: no mask in these frames would change.</source>
        <translation>{label}：これらのフレームで変わるマスクはありません。</translation>
    </message>
    <message numerus="yes">
        <source>Skipped %n mask(s) that would have vanished.</source>
        <translation>
            <numerusform>消えてしまうマスク%n個をスキップしました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolating %n mask(s); press Esc to stop.</source>
        <translation>
            <numerusform>マスク%n個を補間中。Escで停止します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw {name} on both sides of the gap, then try again.</source>
        <translation>空いている区間の前後に「{name}」を描いてから、もう一度実行してください。</translation>
    </message>
    <message>
        <source>{name} is marked as not in frame {frame}; draw it there first.</source>
        <translation>「{name}」はフレーム{frame}で「写っていない」とマークされています。先にそのフレームで描いてください。</translation>
    </message>
    <message>
        <source>There is no frame between {earlier} and {later}.</source>
        <translation>フレーム{earlier}とフレーム{later}の間にフレームはありません。</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>補間</translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n mask(s): frames {first} to {last}.</source>
        <translation>
            <numerusform>マスク%n個を補間しました：フレーム{first}～{last}。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no object {number} in the list.</source>
        <translation>リストに{number}番目のオブジェクトはありません。</translation>
    </message>
    <message>
        <source>{name} is read-only here. Use Save Project As to edit a copy.</source>
        <translation>{name}はここでは読み取り専用です。編集するには「プロジェクトに名前を付けて保存」でコピーを作成してください。</translation>
    </message>
    <message>
        <source>{name} was not opened because its video was not found.</source>
        <translation>動画が見つからないため、{name}を開けませんでした。</translation>
    </message>
    <message>
        <source>Find Video</source>
        <translation>動画を探す</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>すべてのファイル</translation>
    </message>
    <message>
        <source>Open Video</source>
        <translation>動画を開く</translation>
    </message>
    <message>
        <source>Open Folder of Images</source>
        <translation>画像フォルダーを開く</translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation>プロジェクトを開く</translation>
    </message>
    <message>
        <source>Save Project As</source>
        <translation>プロジェクトに名前を付けて保存</translation>
    </message>
    <message>
        <source>The project is now saved as {path}.</source>
        <translation>プロジェクトの保存先を{path}に変更しました。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>保存しました。</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>GvSeg projects</source>
        <translation>GvSegプロジェクト</translation>
    </message>
    <message>
        <source>Propagate All</source>
        <translation>すべて伝播</translation>
    </message>
    <message numerus="yes">
        <source>Propagated to %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>%nフレームに伝播しました（{duration}）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Next to Correct</source>
        <translation>次の修正へ</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n proposal(s)</source>
        <translation>
            <numerusform>候補%n件を採用</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n proposal(s)</source>
        <translation>
            <numerusform>候補%n件を却下</numerusform>
        </translation>
    </message>
    <message>
        <source>These weights support only the exemplar task; choose others in the settings.</source>
        <translation>この重みは参照タスクにのみ対応しています。設定で別の重みを選択してください。</translation>
    </message>
    <message>
        <source>All classes are ignored, so nothing can be detected.</source>
        <translation>すべてのクラスが無視されているため、何も検出できません。</translation>
    </message>
    <message>
        <source>Choose Classes</source>
        <translation>クラスを選択</translation>
    </message>
    <message numerus="yes">
        <source>No objects found on %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>%nフレームでオブジェクトは見つかりませんでした（{duration}）。</numerusform>
        </translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, hidden: below a score of {score:.2f} (change the threshold in Proposals).</source>
        <translation>{frames}で{proposals}が見つかりましたが（{duration}）、スコア{score:.2f}未満のため非表示です（しきい値は「候補」で変更できます）。</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, {count} of them hidden below a score of {score:.2f}; accept or reject them.</source>
        <translation>{frames}で{proposals}が見つかりました（{duration}）。うち{count}件はスコア{score:.2f}未満のため非表示です。採用または却下してください。</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}; accept or reject them.</source>
        <translation>{frames}で{proposals}が見つかりました（{duration}）。採用または却下してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation>
            <numerusform>候補%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>The import failed. Videos that were finished before are kept.</source>
        <translation>インポートに失敗しました。完了済みの動画は残ります。</translation>
    </message>
    <message>
        <source>No video has a project yet. Draw an object in one first.</source>
        <translation>プロジェクトのある動画がまだありません。先にいずれかの動画でオブジェクトを描いてください。</translation>
    </message>
    <message>
        <source>The export failed. Nothing was written.</source>
        <translation>エクスポートに失敗しました。何も書き出されていません。</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n video(s).</source>
        <translation>
            <numerusform>動画%n本をインポートしました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were already in the dataset.</source>
        <translation>
            <numerusform>動画%n本は既にデータセットにありました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) are listed below.</source>
        <translation>
            <numerusform>問題が%n件あります。下をご覧ください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported {videos}: {objects}, {frames}.</source>
        <translation>{videos}をエクスポートしました（{objects}、{frames}）。</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%nフレーム</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were left out.</source>
        <translation>
            <numerusform>動画%n本を除外しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No objects yet, %n frame(s)</source>
        <translation>
            <numerusform>オブジェクトなし、%nフレーム</numerusform>
        </translation>
    </message>
    <message>
        <source>{objects}, {annotated} of {frames}</source>
        <translation>{objects}、{frames}中{annotated}フレーム</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>オブジェクト%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>That was the last one. Press N to start again.</source>
        <translation>これが最後です。Nを押すと最初に戻ります。</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>確認済みにする</translation>
    </message>
    <message>
        <source>There is no mask here to verify.</source>
        <translation>ここには確認するマスクがありません。</translation>
    </message>
    <message>
        <source>Verify object</source>
        <translation>オブジェクトを確認済みにする</translation>
    </message>
    <message>
        <source>Draw an object and propagate first; then press N to go to frames worth correcting.</source>
        <translation>先にオブジェクトを描いて伝播してください。その後Nを押すと、要修正フレームに移動します。</translation>
    </message>
    <message>
        <source>No frame needs correction.</source>
        <translation>修正が必要なフレームはありません。</translation>
    </message>
    <message>
        <source>This is the last frame; there is nothing to propagate to.</source>
        <translation>これが最後のフレームです。伝播先がありません。</translation>
    </message>
    <message>
        <source>This is the first frame; there is nothing to propagate to.</source>
        <translation>これが最初のフレームです。伝播先がありません。</translation>
    </message>
    <message>
        <source>The range has only one frame; mark a longer range.</source>
        <translation>範囲が1フレームしかありません。もっと長い範囲をマークしてください。</translation>
    </message>
    <message>
        <source>Nothing has changed since the last run.</source>
        <translation>前回の実行から変更はありません。</translation>
    </message>
    <message>
        <source>All objects are locked; unlock the one to propagate.</source>
        <translation>すべてのオブジェクトがロックされています。伝播するオブジェクトのロックを解除してください。</translation>
    </message>
    <message numerus="yes">
        <source>All %n object(s)</source>
        <translation>
            <numerusform>オブジェクト%n個すべて</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n object(s)</source>
        <translation>
            <numerusform>オブジェクト%n個中{count}個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adds %n mask(s)</source>
        <translation>
            <numerusform>マスク%n個を追加</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces %n propagated mask(s)</source>
        <translation>
            <numerusform>伝播マスク%n個を置き換え</numerusform>
        </translation>
    </message>
    <message>
        <source>keeps {kept} drawn or verified</source>
        <translation>手描きまたは確認済みの{kept}個を維持</translation>
    </message>
    <message numerus="yes">
        <source>starts from %n imported or verified mask(s)</source>
        <translation>
            <numerusform>インポート済みまたは確認済みのマスク%n個から開始</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves out %n locked object(s)</source>
        <translation>
            <numerusform>ロック中のオブジェクト%n個を除外</numerusform>
        </translation>
    </message>
    <message>
        <source>Select an object that is drawn on at least one frame.</source>
        <translation>1つ以上のフレームに描いたオブジェクトを選択してください。</translation>
    </message>
    <message>
        <source>Adapt Again</source>
        <translation>再度適応</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after {done} of %n frame(s); finished masks are kept.</source>
        <translation>
            <numerusform>%nフレーム中{done}フレームで停止しました。完了したマスクは残ります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped before the first frame was finished.</source>
        <translation>最初のフレームが完了する前に停止しました。</translation>
    </message>
    <message>
        <source>{damaged} cannot be recovered ({kind}); please report the details.</source>
        <translation>{damaged}を復元できません（{kind}）。詳細を報告してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n mask(s)</source>
        <translation>
            <numerusform>マスク%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>Recovered {objects} with {masks} in {name}.{lost} Please review them.</source>
        <translation>{name}に{objects}と{masks}を復元しました。{lost}内容を確認してください。</translation>
    </message>
    <message>
        <source>The search for frames failed ({kind}); please report the details.</source>
        <translation>フレームの検索に失敗しました（{kind}）。詳細を報告してください。</translation>
    </message>
    <message>
        <source>the bundled weights</source>
        <translation>付属の重み</translation>
    </message>
    <message>
        <source>the model {name}</source>
        <translation>モデル「{name}」</translation>
    </message>
    <message>
        <source>The next run uses {words}.</source>
        <translation>次回の実行では{words}を使用します。</translation>
    </message>
    <message>
        <source>Training cannot start: {error}.</source>
        <translation>学習を開始できません：{error}。</translation>
    </message>
    <message>
        <source>Training is finished. {verdict}</source>
        <translation>学習が完了しました。{verdict}</translation>
    </message>
    <message>
        <source>Training failed without a message.</source>
        <translation>学習に失敗しました。メッセージはありません。</translation>
    </message>
    <message>
        <source>Training stopped; you can resume it.</source>
        <translation>学習を停止しました。再開できます。</translation>
    </message>
    <message>
        <source>Show Runs</source>
        <translation>学習ジョブを表示</translation>
    </message>
    <message>
        <source>The file could not be read ({kind}).</source>
        <translation>ファイルを読み込めませんでした（{kind}）。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>テキスト</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>はい/いいえ</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>選択肢</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Choices (a, b, c)</source>
        <translation>選択肢 (a, b)</translation>
    </message>
    <message>
        <source>Per frame</source>
        <translation>フレーム別</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Attributes of the objects of this category.</source>
        <translation>このカテゴリのオブジェクトが持つ属性です。</translation>
    </message>
    <message>
        <source>The value may differ from frame to frame</source>
        <translation>値をフレームごとに変えられます</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>カテゴリ</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>カテゴリ</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Objects are countable (a thing, not stuff)</source>
        <translation>数えられるオブジェクト（stuffではなくthing）</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Category for the objects of a deleted category</source>
        <translation>削除するカテゴリのオブジェクトの移動先カテゴリ</translation>
    </message>
    <message>
        <source>Move its objects to</source>
        <translation>オブジェクトの移動先</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>New Category</source>
        <translation>新規カテゴリ</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>グループ(&amp;G)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Changes apply immediately and can be undone.</source>
        <translation>変更はすぐに反映され、元に戻すこともできます。</translation>
    </message>
    <message>
        <source>A project needs at least one category.</source>
        <translation>プロジェクトにはカテゴリが1つ以上必要です。</translation>
    </message>
    <message>
        <source>A category needs a name.</source>
        <translation>カテゴリには名前が必要です。</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>ホイール</translation>
    </message>
    <message>
        <source>Zoom at pointer</source>
        <translation>ポインターの位置でズーム</translation>
    </message>
    <message>
        <source>Space+drag or middle drag</source>
        <translation>Space+ドラッグまたは中ドラッグ</translation>
    </message>
    <message>
        <source>Pan the view</source>
        <translation>表示を移動</translation>
    </message>
    <message>
        <source>Right button or Shift</source>
        <translation>右ボタンまたはShift</translation>
    </message>
    <message>
        <source>Erase with the brush</source>
        <translation>ブラシで消去</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>右クリック</translation>
    </message>
    <message>
        <source>Negative click (clicks tool)</source>
        <translation>ネガティブクリック（クリックツール）</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+ドラッグ</translation>
    </message>
    <message>
        <source>Mark a range (timeline)</source>
        <translation>範囲をマーク（タイムライン）</translation>
    </message>
    <message>
        <source>Wheel on the timeline</source>
        <translation>タイムライン上でホイール</translation>
    </message>
    <message>
        <source>Zoom the timeline</source>
        <translation>タイムラインをズーム</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+クリック</translation>
    </message>
    <message>
        <source>Select the object under the mouse with any tool</source>
        <translation>どのツールでも、マウスの下のオブジェクトを選択</translation>
    </message>
    <message>
        <source>Ctrl+Shift+click</source>
        <translation>Ctrl+Shift+クリック</translation>
    </message>
    <message>
        <source>Add it to the selection</source>
        <translation>選択に追加</translation>
    </message>
    <message>
        <source>Find by name or key</source>
        <translation>名前またはキーで検索</translation>
    </message>
    <message>
        <source>No shortcut matches.</source>
        <translation>一致するショートカットはありません。</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>マウス</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>ショートカット</translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies)</source>
        <translation>
            <numerusform>カテゴリ%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name}: {objects} in {categories}, %n frame(s) of {width}x{height}</source>
        <translation>
            <numerusform>{name}：{objects}、{categories}、{width}x{height}の%nフレーム</numerusform>
        </translation>
    </message>
    <message>
        <source>Options</source>
        <translation>オプション</translation>
    </message>
    <message>
        <source>Polygons instead of run-length codes (loses holes)</source>
        <translation>ランレングス符号の代わりにポリゴンを使用（穴は失われます）</translation>
    </message>
    <message>
        <source>Also export frames as JPEG</source>
        <translation>フレームもJPEGでエクスポート</translation>
    </message>
    <message>
        <source>Use the folder layout of the DAVIS dataset</source>
        <translation>DAVISデータセットのフォルダー構成を使用</translation>
    </message>
    <message>
        <source>{} %</source>
        <translation>{}%</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>マスクの不透明度</translation>
    </message>
    <message>
        <source>Width of the soft edge in pixels</source>
        <translation>ソフトエッジの幅（ピクセル）</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>ソフトエッジ</translation>
    </message>
    <message>
        <source>Export annotations</source>
        <translation>アノテーションをエクスポート</translation>
    </message>
    <message>
        <source>Whole video</source>
        <translation>動画全体</translation>
    </message>
    <message>
        <source>Marked range</source>
        <translation>マークした範囲</translation>
    </message>
    <message>
        <source>Include file paths</source>
        <translation>ファイルパスを含める</translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation>詳細をコピー</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>フォルダーを開く</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Wrote {frames} with {objects}.</source>
        <translation>{frames}、{objects}を書き出しました。</translation>
    </message>
    <message>
        <source>The export failed; nothing was written.</source>
        <translation>エクスポートに失敗しました。何も書き出されていません。</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>選択...</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>形式(&amp;F)</translation>
    </message>
    <message>
        <source>Export Dataset</source>
        <translation>データセットをエクスポート</translation>
    </message>
    <message>
        <source>Splits of the dataset: {splits}</source>
        <translation>データセットのスプリット：{splits}</translation>
    </message>
    <message>
        <source>Random splits:</source>
        <translation>ランダムなスプリット：</translation>
    </message>
    <message>
        <source>No splits</source>
        <translation>スプリットなし</translation>
    </message>
    <message>
        <source>The same share of each category in every split</source>
        <translation>どのスプリットでも各カテゴリの割合を揃える</translation>
    </message>
    <message>
        <source>Only frames whose masks are all drawn or verified</source>
        <translation>すべてのマスクが手描きまたは確認済みのフレームのみ</translation>
    </message>
    <message>
        <source>Export frames as JPEG; otherwise refer to the videos</source>
        <translation>フレームをJPEGでエクスポート（オフの場合は動画を参照）</translation>
    </message>
    <message>
        <source>Shares of the random splits</source>
        <translation>ランダムなスプリットの割合</translation>
    </message>
    <message>
        <source>Seed of the random splits</source>
        <translation>ランダムなスプリットのシード</translation>
    </message>
    <message>
        <source>Export every n-th frame</source>
        <translation>nフレームごとにエクスポート</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>スプリット</translation>
    </message>
    <message>
        <source>Every n-th frame, n =</source>
        <translation>nフレームごと、n =</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Not exported: {what}</source>
        <translation>エクスポートされないもの：{what}</translation>
    </message>
    <message>
        <source>{folder} is not empty; choose a new folder.</source>
        <translation>{folder}は空ではありません。新しいフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Marked range (none; Shift+drag in the timeline)</source>
        <translation>マークした範囲（なし。タイムラインでShift+ドラッグ）</translation>
    </message>
    <message>
        <source>Marked range: {first} to {last} ({count})</source>
        <translation>マークした範囲：{first}～{last}（{count}）</translation>
    </message>
    <message>
        <source>Whole video ({whole})</source>
        <translation>動画全体（{whole}）</translation>
    </message>
    <message>
        <source>&amp;To folder</source>
        <translation>保存先フォルダー(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;To file</source>
        <translation>保存先ファイル(&amp;T)</translation>
    </message>
    <message>
        <source>Not exported: {loses}</source>
        <translation>エクスポートされないもの：{loses}</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>置き換え</translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>エクスポート先のフォルダー</translation>
    </message>
    <message>
        <source>Export to file</source>
        <translation>エクスポート先のファイル</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>停止中...</translation>
    </message>
    <message>
        <source>Writing {title}...</source>
        <translation>{title}を書き出し中...</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Choose a folder to write to.</source>
        <translation>保存先のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Choose a file to write to.</source>
        <translation>保存先のファイルを選択してください。</translation>
    </message>
    <message>
        <source>{out} is a file; choose another folder.</source>
        <translation>{out}はファイルです。別のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>{out} is a folder; choose another file.</source>
        <translation>{out}はフォルダーです。別のファイルを選択してください。</translation>
    </message>
    <message>
        <source>The folder {name} is not empty. Press Replace to replace the files that have the same names, or choose another folder.</source>
        <translation>フォルダー{name}は空ではありません。「置き換え」を押して同名のファイルを置き換えるか、別のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>{name} already exists. Press Replace to replace it, or choose another file.</source>
        <translation>{name}は既に存在します。「置き換え」を押して置き換えるか、別のファイルを選択してください。</translation>
    </message>
    <message>
        <source>Writes images to {out}; files of the same name are replaced.</source>
        <translation>{out}に画像を書き出します。同名のファイルは置き換えられます。</translation>
    </message>
    <message>
        <source>Writes images to {out}.</source>
        <translation>{out}に画像を書き出します。</translation>
    </message>
    <message>
        <source>Replaces {out}</source>
        <translation>{out}を置き換えます</translation>
    </message>
    <message>
        <source>Writes {out}</source>
        <translation>{out}に書き出します</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>アノテーションをインポート</translation>
    </message>
    <message>
        <source>A file, a folder or a zip archive</source>
        <translation>ファイル、フォルダー、zip</translation>
    </message>
    <message>
        <source>Merge objects that have the same number</source>
        <translation>番号が同じオブジェクトを結合</translation>
    </message>
    <message>
        <source>Merge objects without a number that overlap by half or more</source>
        <translation>番号がなく、半分以上重なるオブジェクトを結合</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Import Dataset</source>
        <translation>データセットをインポート</translation>
    </message>
    <message>
        <source>Folder or JSON file of a published dataset</source>
        <translation>フォルダーまたはJSONファイル</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>構成</translation>
    </message>
    <message>
        <source>Only if they are in another folder</source>
        <translation>別のフォルダーにある場合のみ</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>読み込み元(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Videos or frames</source>
        <translation>動画またはフレーム(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>構成(&amp;L)</translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) fit this folder; choose how to read it.</source>
        <translation>
            <numerusform>このフォルダーには%n種類の構成が当てはまります。読み込み方法を選択してください。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the folder of a published dataset first.</source>
        <translation>先に公開データセットのフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Reading the folder...</source>
        <translation>フォルダーを読み込み中...</translation>
    </message>
    <message>
        <source>Choose a folder for the dataset.</source>
        <translation>データセットのフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>The folder could not be read ({kind}).</source>
        <translation>フォルダーを読み込めませんでした（{kind}）。</translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation>動画(&amp;V)</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>File...</source>
        <translation>ファイル...</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>フォルダー...</translation>
    </message>
    <message>
        <source>Detected: {reason}.</source>
        <translation>検出の根拠：{reason}。</translation>
    </message>
    <message>
        <source>All parts of this video</source>
        <translation>この動画のすべての部分</translation>
    </message>
    <message>
        <source>Choose a file or a folder first.</source>
        <translation>先にファイルまたはフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>読み込み中...</translation>
    </message>
    <message>
        <source>Import the Rest</source>
        <translation>残りをインポート</translation>
    </message>
    <message>
        <source>{error} Open their video first.</source>
        <translation>{error} 先に対応する動画を開いてください。</translation>
    </message>
    <message>
        <source>Frame {frame}</source>
        <translation>フレーム{frame}</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) cannot be read and will be left out:</source>
        <translation>
            <numerusform>次の%n件の項目は読み込めないため、除外されます：</numerusform>
        </translation>
    </message>
    <message>
        <source>... and {count} more.</source>
        <translation>... ほか{count}件。</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>章</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within the width.</source>
        <translation>輪郭を、指定した幅以内で最も近い色のエッジに合わせます。</translation>
    </message>
    <message>
        <source>Moves the outline out by the width.</source>
        <translation>輪郭を外側へ、指定した幅だけ動かします。</translation>
    </message>
    <message>
        <source>Moves the outline in by the width.</source>
        <translation>輪郭を内側へ、指定した幅だけ動かします。</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than the width.</source>
        <translation>指定した幅より狭い凹凸を取り除きます。</translation>
    </message>
    <message>
        <source>Fills every hole.</source>
        <translation>すべての穴を埋めます。</translation>
    </message>
    <message>
        <source>Mask Operation</source>
        <translation>マスク操作</translation>
    </message>
    <message>
        <source>Keep verified masks unchanged</source>
        <translation>確認済みのマスクは変更しない</translation>
    </message>
    <message>
        <source>Preview on this frame</source>
        <translation>このフレームでプレビュー</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>幅(&amp;W)</translation>
    </message>
    <message>
        <source>This frame</source>
        <translation>このフレーム</translation>
    </message>
    <message>
        <source>Marked range, frames {first} to {last}</source>
        <translation>マークした範囲、フレーム{first}～{last}</translation>
    </message>
    <message>
        <source>All frames with a mask</source>
        <translation>マスクのあるすべてのフレーム</translation>
    </message>
    <message>
        <source>&amp;Operation</source>
        <translation>操作(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Frames</source>
        <translation>フレーム(&amp;F)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>メッセージはまだありません。</translation>
    </message>
    <message>
        <source>Copy All</source>
        <translation>すべてコピー</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use Previous Model</source>
        <translation>前のモデルを使用</translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation>レポートを開く</translation>
    </message>
    <message>
        <source>The weights {path} from the settings are in use. Select a model to use it instead.</source>
        <translation>設定で指定した重み{path}を使用中です。代わりにモデルを使うには、モデルを選択してください。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>comes with GvSeg</source>
        <translation>GvSegに付属</translation>
    </message>
    <message>
        <source>trained from {parent} on {day}</source>
        <translation>{parent}から学習、{day}</translation>
    </message>
    <message>
        <source>trained on {day}</source>
        <translation>{day}に学習</translation>
    </message>
    <message>
        <source>trained from {parent}</source>
        <translation>{parent}から学習</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>学習済み</translation>
    </message>
    <message>
        <source>{origin}, with {data}</source>
        <translation>{origin}、データ：{data}</translation>
    </message>
    <message>
        <source>Paste to Range</source>
        <translation>範囲に貼り付け</translation>
    </message>
    <message>
        <source>Replace drawn and verified masks too</source>
        <translation>手描きと確認済みのマスクも置き換える</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>&amp;First frame</source>
        <translation>最初のフレーム(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>最後のフレーム(&amp;L)</translation>
    </message>
    <message numerus="yes">
        <source>The copied mask is pasted to %n frame(s).</source>
        <translation>
            <numerusform>コピーしたマスクを%nフレームに貼り付けます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Choose: {field}</source>
        <translation>選択：{field}</translation>
    </message>
    <message>
        <source>Working...</source>
        <translation>処理中...</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Video not found</source>
        <translation>動画が見つかりません</translation>
    </message>
    <message>
        <source>{name} annotates {video}, which no longer exists. Select its new location; the project is not changed until then.</source>
        <translation>{name}がアノテーションの対象とする{video}が存在しません。新しい場所を選択してください。それまでプロジェクトは変更されません。</translation>
    </message>
    <message>
        <source>Locate Video...</source>
        <translation>動画を探す...</translation>
    </message>
    <message>
        <source>{name} is open on {host} by {person} since {time}.</source>
        <translation>{name}は{time}から{host}で開かれています（{person}）。</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>別のユーザー</translation>
    </message>
    <message>
        <source>Open Read-Only</source>
        <translation>読み取り専用で開く</translation>
    </message>
    <message>
        <source>Somebody else has this project open</source>
        <translation>このプロジェクトは別のユーザーが開いています</translation>
    </message>
    <message>
        <source>You can look at it now, and edit it when it is closed there.</source>
        <translation>今は閲覧のみできます。相手が閉じると編集できます。</translation>
    </message>
    <message>
        <source>Was this project left open by a crash?</source>
        <translation>クラッシュのためプロジェクトが開いたままになっていますか？</translation>
    </message>
    <message>
        <source>That computer has given no sign of life for {minutes} minutes. If GvSeg no longer runs there, take the project over. If it does, ask {person} first, or later changes made there will not be saved.</source>
        <translation>相手のコンピューターから{minutes}分間応答がありません。そこでGvSegが動作していなければ、プロジェクトを引き継いでください。まだ動作している場合は、先に相手（{person}）に確認してください。確認せずに引き継ぐと、以後の相手の変更は保存されません。</translation>
    </message>
    <message>
        <source>Take Over</source>
        <translation>引き継ぐ</translation>
    </message>
    <message>
        <source>The video has changed</source>
        <translation>動画が変更されています</translation>
    </message>
    <message>
        <source>{reason} Use it if it is the same video saved again; otherwise choose the original.</source>
        <translation>{reason} 同じ動画を保存し直したものであれば、そのまま使用できます。そうでなければ、元の動画を選択してください。</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>これを使用</translation>
    </message>
    <message>
        <source>Choose Another...</source>
        <translation>別の動画を選択...</translation>
    </message>
    <message>
        <source>Open Video Only</source>
        <translation>動画のみ開く</translation>
    </message>
    <message>
        <source>Discard the training run started on {when}?</source>
        <translation>{when}に開始した学習ジョブを破棄しますか？</translation>
    </message>
    <message>
        <source>Recover Project</source>
        <translation>プロジェクトを復元</translation>
    </message>
    <message>
        <source>The project cannot be opened</source>
        <translation>プロジェクトを開けません</translation>
    </message>
    <message>
        <source>Some changes are not saved</source>
        <translation>保存されていない変更があります</translation>
    </message>
    <message>
        <source>{reason} Later changes would be lost.</source>
        <translation>{reason} 以後の変更は失われます。</translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation>保存せずに閉じる</translation>
    </message>
    <message>
        <source>Save As...</source>
        <translation>名前を付けて保存...</translation>
    </message>
    <message>
        <source>Its progress is deleted permanently. To continue later, pause the run instead.</source>
        <translation>進捗は完全に削除されます。後で続ける場合は、破棄せずに一時停止してください。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation>モデル「{name}」を削除しますか？</translation>
    </message>
    <message>
        <source>Its weights will be deleted permanently.</source>
        <translation>モデルの重みは完全に削除されます。</translation>
    </message>
    <message>
        <source>GvSeg crashed last time</source>
        <translation>GvSegは前回クラッシュしました</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg. Every edit was saved when you made it. Please report the details.</source>
        <translation>GvSegの不具合です。編集内容はその都度保存されています。詳細を報告してください。</translation>
    </message>
    <message>
        <source>Your edits are saved.</source>
        <translation>編集内容は保存されています。</translation>
    </message>
    <message>
        <source>Something went wrong in GvSeg</source>
        <translation>GvSegで問題が発生しました</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). {saved} You can continue; if something looks wrong, restart GvSeg. Please report the details.</source>
        <translation>GvSegの不具合です（{kind}）。{saved}作業は続行できます。動作がおかしい場合は、GvSegを再起動してください。詳細を報告してください。</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). Please report the details.</source>
        <translation>GvSegの不具合です（{kind}）。詳細を報告してください。</translation>
    </message>
    <message>
        <source>GvSeg cannot start</source>
        <translation>GvSegを起動できません</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続行</translation>
    </message>
    <message>
        <source>Video annotation: outline an object, propagate it through the video, correct, export. Everything stays on this computer. MIT licence.</source>
        <translation>動画アノテーション：オブジェクトの輪郭を描き、動画全体に伝播し、修正し、エクスポートします。データはすべてこのコンピューター内にとどまります。MITライセンス。</translation>
    </message>
    <message>
        <source>Automatic (fastest available)</source>
        <translation>自動（使用可能な最速のデバイス）</translation>
    </message>
    <message>
        <source>Processor (cpu)</source>
        <translation>プロセッサ (cpu)</translation>
    </message>
    <message>
        <source>NVIDIA GPU (cuda)</source>
        <translation>NVIDIA GPU (cuda)</translation>
    </message>
    <message>
        <source>Apple GPU (mps)</source>
        <translation>Apple GPU (mps)</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外観</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
    <message>
        <source>&amp;Mask opacity</source>
        <translation>マスクの不透明度(&amp;M)</translation>
    </message>
    <message>
        <source>Show mask outlines</source>
        <translation>マスクの輪郭を表示</translation>
    </message>
    <message>
        <source>Hatch masks with patterns (for colour-blind users)</source>
        <translation>マスクにハッチングを付ける（色覚特性に配慮）</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>システムの言語</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>言語(&amp;G)</translation>
    </message>
    <message>
        <source>GvSeg uses this language from its next start.</source>
        <translation>この言語は、GvSegの次回起動時から使用されます。</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>デバイス(&amp;D)</translation>
    </message>
    <message>
        <source>Bundled weights</source>
        <translation>付属の重み</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>重み(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Short side</source>
        <translation>短辺(&amp;S)</translation>
    </message>
    <message>
        <source>Size of frames inside the network: smaller is faster and uses less memory, larger shows finer detail. 0 uses the default of the weights.</source>
        <translation>ネットワーク内でのフレームのサイズです。小さいほど高速でメモリ使用量が少なく、大きいほど細部まで表現できます。0は重みの既定値です。</translation>
    </message>
    <message>
        <source>&amp;Adapt for</source>
        <translation>適応時間(&amp;A)</translation>
    </message>
    <message>
        <source>Recorded with your comments, reviews and verified masks</source>
        <translation>コメント、レビュー、確認済みのマスクとともに記録されます</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Low confidence</source>
        <translation>低い信頼度(&amp;L)</translation>
    </message>
    <message>
        <source>below {} %</source>
        <translation>{}%未満</translation>
    </message>
    <message>
        <source>Shortcuts...</source>
        <translation>ショートカット...</translation>
    </message>
    <message>
        <source>Choose weights</source>
        <translation>重みを選択</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>重み (*.safetensors)</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>既定</translation>
    </message>
    <message>
        <source>File {text} does not exist.</source>
        <translation>ファイル{text}は存在しません。</translation>
    </message>
    <message>
        <source>Weights must be a .safetensors file.</source>
        <translation>重みは.safetensorsファイルでなければなりません。</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>リセット</translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation>すべてリセット</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>プリセット</translation>
    </message>
    <message>
        <source>{key} is assigned to {names} and will be reassigned.</source>
        <translation>{key}は{names}に割り当て済みです。割り当てを変更します。</translation>
    </message>
    <message>
        <source>{key} is free.</source>
        <translation>{key}は空いています。</translation>
    </message>
    <message>
        <source>{key} is assigned to {names}; change one of them.</source>
        <translation>{key}は{names}に割り当てられています。いずれかを変更してください。</translation>
    </message>
    <message>
        <source>Click the field and press the new key.</source>
        <translation>入力欄をクリックして、新しいキーを押してください。</translation>
    </message>
    <message>
        <source>Drawn or corrected</source>
        <translation>手描きまたは修正</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Propagated</source>
        <translation>伝播</translation>
    </message>
    <message>
        <source>Whole videos if there are three or more, else the end of each</source>
        <translation>動画が3本以上なら動画単位、それ以外は各動画の末尾</translation>
    </message>
    <message>
        <source>Whole videos</source>
        <translation>動画単位</translation>
    </message>
    <message>
        <source>The end of each video</source>
        <translation>各動画の末尾</translation>
    </message>
    <message>
        <source>Training improves the model with your corrections. It runs in the background: you can go on annotating, or close GvSeg. When it ends, you choose whether to use the new model.</source>
        <translation>修正結果を使ってモデルを改善します。学習はバックグラウンドで実行されるため、アノテーションを続けることも、GvSegを閉じることもできます。学習が終わったら、新しいモデルを使用するかどうかを選択します。</translation>
    </message>
    <message>
        <source>Train on My Corrections</source>
        <translation>修正結果で学習</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>学習データ</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes}分</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>時間(&amp;T)</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>詳細設定</translation>
    </message>
    <message>
        <source>Train &amp;on</source>
        <translation>学習データ(&amp;O)</translation>
    </message>
    <message>
        <source>Weight of masks</source>
        <translation>マスクの重み付け</translation>
    </message>
    <message>
        <source>&amp;Test on</source>
        <translation>評価データ(&amp;T)</translation>
    </message>
    <message>
        <source>Skip files that cannot be read</source>
        <translation>読み込めないファイルをスキップ</translation>
    </message>
    <message>
        <source>Add Projects...</source>
        <translation>プロジェクトを追加...</translation>
    </message>
    <message>
        <source>Add Folder...</source>
        <translation>フォルダーを追加...</translation>
    </message>
    <message>
        <source>How much these masks count; 0 leaves them out.</source>
        <translation>このマスクをどれだけ重視するか。0にすると使用しません。</translation>
    </message>
    <message>
        <source>Weight of masks: {title}</source>
        <translation>マスクの重み付け：{title}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>学習</translation>
    </message>
    <message>
        <source>Add projects or exports</source>
        <translation>プロジェクトまたはエクスポートを追加</translation>
    </message>
    <message>
        <source>Projects and exports (*.gvseg *.json *.txt)</source>
        <translation>プロジェクトとエクスポート (*.gvseg *.json *.txt)</translation>
    </message>
    <message>
        <source>Add the folder of an export</source>
        <translation>エクスポートのフォルダーを追加</translation>
    </message>
    <message>
        <source>Add a project or an export with corrected masks.</source>
        <translation>修正したマスクを含むプロジェクトまたはエクスポートを追加してください。</translation>
    </message>
    <message>
        <source>The training data cannot be read.</source>
        <translation>学習データを読み込めません。</translation>
    </message>
    <message>
        <source>{count} {kind}</source>
        <translation>{kind} {count}</translation>
    </message>
    <message>
        <source>no masks</source>
        <translation>マスクなし</translation>
    </message>
    <message>
        <source>; {count} held out</source>
        <translation>、評価用{count}フレーム</translation>
    </message>
    <message>
        <source>{name}: {objects}, {frames} to train on ({masks}){held}</source>
        <translation>{name}：{objects}、学習用{frames}（{masks}）{held}</translation>
    </message>
    <message>
        <source>Categories: {categories}</source>
        <translation>カテゴリ：{categories}</translation>
    </message>
    <message>
        <source>To score the result, {how}.</source>
        <translation>評価方法：{how}。</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>スキップ：{reason}</translation>
    </message>
    <message>
        <source>Training. You can close GvSeg; training continues.</source>
        <translation>学習中です。GvSegを閉じても学習は続行されます。</translation>
    </message>
    <message>
        <source>Stopped. You can resume it.</source>
        <translation>停止しました。再開できます。</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>完了しました。</translation>
    </message>
    <message>
        <source>This run failed.</source>
        <translation>この学習は失敗しました。</translation>
    </message>
    <message>
        <source>Saving and stopping...</source>
        <translation>保存して停止中...</translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation>スコアはまだありません</translation>
    </message>
    <message>
        <source>step 0 to {last}</source>
        <translation>ステップ0～{last}</translation>
    </message>
    <message>
        <source>Training Runs</source>
        <translation>学習ジョブ</translation>
    </message>
    <message>
        <source>No training runs yet.</source>
        <translation>学習ジョブはまだありません。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Keep Old Model</source>
        <translation>元のモデルを維持</translation>
    </message>
    <message>
        <source>Use This Model</source>
        <translation>このモデルを使用</translation>
    </message>
    <message>
        <source>Trained on: {videos}.</source>
        <translation>学習に使用：{videos}。</translation>
    </message>
    <message>
        <source>Held-out J&amp;F: {first:.3f} before, {last:.3f} at step {step}, best {best:.3f}.</source>
        <translation>評価用データのJ&amp;F：学習前{first:.3f}、ステップ{step}で{last:.3f}、最高{best:.3f}。</translation>
    </message>
    <message>
        <source>About {minutes:.0f} min left.</source>
        <translation>残り約{minutes:.0f}分。</translation>
    </message>
    <message>
        <source>Preparing: reading, copying, scoring the current model.</source>
        <translation>準備中：読み込み、コピー、現在のモデルの評価。</translation>
    </message>
    <message>
        <source>There is no message; see {folder}.</source>
        <translation>メッセージはありません。{folder}を確認してください。</translation>
    </message>
    <message>
        <source>Map Classes to Categories</source>
        <translation>クラスをカテゴリに対応付け</translation>
    </message>
    <message>
        <source>object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>領域</translation>
    </message>
    <message>
        <source>{name} ({kind})</source>
        <translation>{name}（{kind}）</translation>
    </message>
    <message>
        <source>Objects of each class are proposed in the category next to it.</source>
        <translation>各クラスのオブジェクトを、右のカテゴリの候補として提示します。</translation>
    </message>
    <message>
        <source>Category for {name}</source>
        <translation>{name}のカテゴリ</translation>
    </message>
    <message>
        <source>New category “{name}”</source>
        <translation>新規カテゴリ「{name}」</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>無視</translation>
    </message>
    <message>
        <source>Ignore All</source>
        <translation>すべて無視</translation>
    </message>
    <message>
        <source>The engine ran out of memory; the masks made so far are kept. Choose a smaller short side or the device cpu in the settings, and run again.</source>
        <translation>エンジンのメモリが不足しました。これまでに生成したマスクは残っています。設定で短辺を小さくするかデバイスをcpuにして、もう一度実行してください。</translation>
    </message>
    <message>
        <source>The engine failed ({kind}); the masks made so far are kept. Run again; if it fails again, please report the details.</source>
        <translation>エンジンでエラーが発生しました（{kind}）。これまでに生成したマスクは残っています。もう一度実行してください。再び失敗する場合は、詳細を報告してください。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>{path}を読み込めません：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be opened ({kind}); please report the details.</source>
        <translation>{path}を開けません（{kind}）。詳細を報告してください。</translation>
    </message>
    <message>
        <source>Frame {frame} cannot be shown ({kind}: {error}).</source>
        <translation>フレーム{frame}を表示できません（{kind}：{error}）。</translation>
    </message>
    <message>
        <source>{missing} of {name} cannot be read; the file may be truncated. You can annotate the other {frames}.</source>
        <translation>{name}の{missing}を読み込めません。ファイルが途中で切れている可能性があります。残りの{frames}はアノテーションできます。</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>カテゴリを追加</translation>
    </message>
    <message>
        <source>Change category</source>
        <translation>カテゴリを変更</translation>
    </message>
    <message>
        <source>Adopt categories</source>
        <translation>カテゴリを取り込み</translation>
    </message>
    <message>
        <source>Delete category</source>
        <translation>カテゴリを削除</translation>
    </message>
    <message>
        <source>Locate video</source>
        <translation>動画を探す</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Change attribute</source>
        <translation>属性を変更</translation>
    </message>
    <message>
        <source>Add attributes</source>
        <translation>属性を追加</translation>
    </message>
    <message>
        <source>Set mask</source>
        <translation>マスクを設定</translation>
    </message>
    <message>
        <source>Set void</source>
        <translation>void領域を設定</translation>
    </message>
    <message>
        <source>Reshape masks</source>
        <translation>マスクを変形</translation>
    </message>
    <message>
        <source>Clear masks</source>
        <translation>マスクを消去</translation>
    </message>
    <message>
        <source>Copy mask</source>
        <translation>マスクをコピー</translation>
    </message>
    <message>
        <source>Split parts</source>
        <translation>部分を分割</translation>
    </message>
    <message>
        <source>Find objects</source>
        <translation>オブジェクトを検出</translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation>候補を採用</translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation>候補を却下</translation>
    </message>
    <message>
        <source>Map classes</source>
        <translation>クラスを対応付け</translation>
    </message>
    <message>
        <source>Pin exemplar</source>
        <translation>参照フレームに設定</translation>
    </message>
    <message>
        <source>Pin exemplars</source>
        <translation>参照フレームに設定</translation>
    </message>
    <message>
        <source>Unpin exemplar</source>
        <translation>参照フレームを解除</translation>
    </message>
    <message>
        <source>Add object</source>
        <translation>オブジェクトを追加</translation>
    </message>
    <message>
        <source>Add objects</source>
        <translation>オブジェクトを追加</translation>
    </message>
    <message>
        <source>Change object</source>
        <translation>オブジェクトを変更</translation>
    </message>
    <message>
        <source>Reorder layers</source>
        <translation>レイヤーの順序を変更</translation>
    </message>
    <message>
        <source>Merge objects</source>
        <translation>オブジェクトを結合</translation>
    </message>
    <message>
        <source>Split object</source>
        <translation>オブジェクトを分割</translation>
    </message>
    <message>
        <source>Swap identities</source>
        <translation>IDを入れ替え</translation>
    </message>
    <message>
        <source>Add comment</source>
        <translation>コメントを追加</translation>
    </message>
    <message>
        <source>Accept frames</source>
        <translation>フレームを承認</translation>
    </message>
    <message>
        <source>Mark as needs work</source>
        <translation>差し戻す</translation>
    </message>
    <message>
        <source>Clear review state</source>
        <translation>レビュー状態を消去</translation>
    </message>
    <message>
        <source>Continued at the start.</source>
        <translation>先頭から続けました。</translation>
    </message>
    <message>
        <source>Continued at the end.</source>
        <translation>末尾から続けました。</translation>
    </message>
    <message>
        <source>No comments.</source>
        <translation>コメントはありません。</translation>
    </message>
    <message>
        <source>This frame has no open comment.</source>
        <translation>このフレームに未解決のコメントはありません。</translation>
    </message>
    <message>
        <source>Resolve comment</source>
        <translation>コメントを解決</translation>
    </message>
    <message>
        <source>Reopen comment</source>
        <translation>コメントを未解決に戻す</translation>
    </message>
    <message>
        <source>Select a comment first.</source>
        <translation>先にコメントを選択してください。</translation>
    </message>
    <message>
        <source>Your reviews and comments are recorded under the name {person}.</source>
        <translation>レビューとコメントは「{person}」の名前で記録されます。</translation>
    </message>
    <message>
        <source>Change Name...</source>
        <translation>名前を変更...</translation>
    </message>
    <message numerus="yes">
        <source>%n open comment(s)</source>
        <translation>
            <numerusform>未解決のコメント%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) that need work</source>
        <translation>
            <numerusform>差し戻されたフレーム%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first}と{second}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>This video has {found}.</source>
        <translation>この動画には{found}があります。</translation>
    </message>
    <message>
        <source>Remove comment</source>
        <translation>コメントを削除</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>低い信頼度</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>flicker</source>
        <translation>ちらつき</translation>
    </message>
    <message>
        <source>tiny parts</source>
        <translation>微小な断片</translation>
    </message>
    <message>
        <source>jump</source>
        <translation>急な変化</translation>
    </message>
    <message>
        <source>two tracks on one object</source>
        <translation>1つのオブジェクトに2つのトラック</translation>
    </message>
    <message>
        <source>split</source>
        <translation>分裂</translation>
    </message>
    <message>
        <source>looks like another object</source>
        <translation>別のオブジェクトに類似</translation>
    </message>
    <message>
        <source>confidence {value}</source>
        <translation>信頼度{value}</translation>
    </message>
    <message>
        <source>jump ({change} change from the previous frame)</source>
        <translation>急な変化（前のフレームから{change}変化）</translation>
    </message>
    <message>
        <source>1 tiny part</source>
        <translation>微小な断片1個</translation>
    </message>
    <message>
        <source>{count} tiny parts</source>
        <translation>微小な断片{count}個</translation>
    </message>
    <message>
        <source>in two parts, far apart</source>
        <translation>離れた2つの部分に分裂</translation>
    </message>
    <message>
        <source>taken over by {name}</source>
        <translation>「{name}」に取られている</translation>
    </message>
    <message>
        <source>covers the same object as {name}</source>
        <translation>「{name}」と同じオブジェクトを覆っている</translation>
    </message>
    <message>
        <source>swapped with {name}</source>
        <translation>「{name}」と入れ替わり</translation>
    </message>
    <message>
        <source>looks like {name}</source>
        <translation>「{name}」に類似</translation>
    </message>
    <message>
        <source>{count} frames from an exemplar</source>
        <translation>参照フレームから{count}フレーム</translation>
    </message>
    <message>
        <source>no exemplar</source>
        <translation>参照フレームなし</translation>
    </message>
    <message>
        <source>the two directions disagree</source>
        <translation>両方向の結果が不一致</translation>
    </message>
    <message>
        <source>jumps</source>
        <translation>急な変化</translation>
    </message>
    <message>
        <source>out of view?</source>
        <translation>画面外？</translation>
    </message>
    <message>
        <source>new</source>
        <translation>未着手</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>指定済み</translation>
    </message>
    <message>
        <source>propagated</source>
        <translation>伝播済み</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>レビュー中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>propagate</source>
        <translation>伝播</translation>
    </message>
    <message>
        <source>instance</source>
        <translation>インスタンス</translation>
    </message>
    <message>
        <source>semantic</source>
        <translation>セマンティック</translation>
    </message>
    <message>
        <source>panoptic</source>
        <translation>パノプティック</translation>
    </message>
    <message>
        <source>retrain</source>
        <translation>再学習</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Used 1 imported or verified mask as an exemplar.</source>
        <translation>インポート済みまたは確認済みのマスク1個を参照フレームとして使いました。</translation>
    </message>
    <message>
        <source>Used {count} imported or verified masks as exemplars.</source>
        <translation>インポート済みまたは確認済みのマスク{count}個を参照フレームとして使いました。</translation>
    </message>
    <message>
        <source>The disk of {folder} is full. Free some space, then run the queue again.</source>
        <translation>{folder}のディスクがいっぱいです。空き容量を増やしてから、もう一度キューを実行してください。</translation>
    </message>
    <message>
        <source>DAVIS indexed PNG</source>
        <translation>DAVISインデックスPNG</translation>
    </message>
    <message>
        <source>Categories, names, confidences, overlaps; at most 254 objects.</source>
        <translation>カテゴリ、名前、信頼度、重なり。オブジェクトは最大254個。</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void.</source>
        <translation>信頼度、空のマスク、void。</translation>
    </message>
    <message>
        <source>YouTube-VIS results</source>
        <translation>YouTube-VIS結果</translation>
    </message>
    <message>
        <source>Names of categories, objects and frames; confidences per frame.</source>
        <translation>カテゴリ、オブジェクト、フレームの名前。フレームごとの信頼度。</translation>
    </message>
    <message>
        <source>COCO instances</source>
        <translation>COCOインスタンス</translation>
    </message>
    <message>
        <source>Empty masks and void; with polygons also holes.</source>
        <translation>空のマスクとvoid。ポリゴンの場合は穴も。</translation>
    </message>
    <message>
        <source>COCO panoptic</source>
        <translation>COCOパノプティック</translation>
    </message>
    <message>
        <source>Confidences, void, overlaps; stuff is one region.</source>
        <translation>信頼度、void、重なり。stuffは1つの領域になります。</translation>
    </message>
    <message>
        <source>VIPSeg / VPS panoptic video</source>
        <translation>VIPSeg / VPSパノプティック動画</translation>
    </message>
    <message>
        <source>Object names, confidences, void, overlaps; stuff is one region.</source>
        <translation>オブジェクト名、信頼度、void、重なり。stuffは1つの領域になります。</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; stuff is one region.</source>
        <translation>すべての名前、信頼度、重なり。stuffは1つの領域になります。</translation>
    </message>
    <message>
        <source>MOTS text</source>
        <translation>MOTSテキスト</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; 999 objects per class.</source>
        <translation>すべての名前、信頼度、重なり。クラスごとに最大999個のオブジェクト。</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>YOLOセグメンテーション</translation>
    </message>
    <message>
        <source>Object ids and names, holes, confidences, void.</source>
        <translation>オブジェクトのIDと名前、穴、信頼度、void。</translation>
    </message>
    <message>
        <source>Semantic PNG</source>
        <translation>セマンティックPNG</translation>
    </message>
    <message>
        <source>Objects (only categories are kept), overlaps.</source>
        <translation>オブジェクト（カテゴリのみ残ります）、重なり。</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void; with polygons also holes.</source>
        <translation>信頼度、空のマスク、void。ポリゴンの場合は穴も。</translation>
    </message>
    <message>
        <source>Object names, confidences, empty masks, void; with polygons also holes.</source>
        <translation>オブジェクト名、信頼度、空のマスク、void。ポリゴンの場合は穴も。</translation>
    </message>
    <message>
        <source>YouTube-VOS / MOSE / LVOS / SA-V folders</source>
        <translation>YouTube-VOS / MOSE / LVOS / SA-Vフォルダー</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>なし。</translation>
    </message>
    <message>
        <source>SA-V masklets</source>
        <translation>SA-V masklet</translation>
    </message>
    <message>
        <source>Boxes, points and choices, which have no mask.</source>
        <translation>マスクのないボックス、ポイント、選択値。</translation>
    </message>
    <message>
        <source>Supervisely video</source>
        <translation>Supervisely動画</translation>
    </message>
    <message>
        <source>Boxes, points and lines, which have no mask; frame tags.</source>
        <translation>マスクのないボックス、ポイント、線。フレームタグ。</translation>
    </message>
    <message>
        <source>Pascal VOC mask folders</source>
        <translation>Pascal VOCマスクフォルダー</translation>
    </message>
    <message>
        <source>Overlay video</source>
        <translation>オーバーレイ動画</translation>
    </message>
    <message>
        <source>All annotations; the video is only for viewing.</source>
        <translation>すべてのアノテーション。この動画は閲覧専用です。</translation>
    </message>
    <message>
        <source>Matte, grey PNG per object</source>
        <translation>マット、オブジェクトごとのグレースケールPNG</translation>
    </message>
    <message>
        <source>All annotations; the images are for compositing.</source>
        <translation>すべてのアノテーション。この画像は合成用です。</translation>
    </message>
    <message>
        <source>Video with alpha, ProRes 4444</source>
        <translation>アルファ付き動画、ProRes 4444</translation>
    </message>
    <message>
        <source>All annotations and the audio; the video is for compositing.</source>
        <translation>すべてのアノテーションと音声。この動画は合成用です。</translation>
    </message>
    <message>
        <source>Video with alpha, VP9</source>
        <translation>アルファ付き動画、VP9</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>最近使ったファイル</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>ツール</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds}秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation>{minutes}分{seconds:02d}秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation>{hours}時間{minutes:02d}分</translation>
    </message>
    <message>
        <source>All frames accepted</source>
        <translation>全フレーム承認済み</translation>
    </message>
    <message>
        <source>Partly reviewed</source>
        <translation>一部レビュー済み</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>未レビュー</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>動画</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>長さ</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>最終更新</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>スプリット</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>担当者</translation>
    </message>
    <message>
        <source>Open by</source>
        <translation>使用中の人</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>キュー</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>約{duration}</translation>
    </message>
    <message>
        <source>{objects} + {proposals} proposed</source>
        <translation>{objects} + 候補{proposals}</translation>
    </message>
    <message>
        <source>{percent} % accepted</source>
        <translation>{percent}%承認</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) work</source>
        <translation>
            <numerusform>差し戻し%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>{person} on {host} (no sign of life)</source>
        <translation>{person}、{host}（応答なし）</translation>
    </message>
    <message>
        <source>{person} on {host}</source>
        <translation>{person}、{host}</translation>
    </message>
    <message>
        <source>Detect Objects</source>
        <translation>オブジェクトを検出</translation>
    </message>
    <message>
        <source>Segment Surfaces</source>
        <translation>領域をセグメント</translation>
    </message>
    <message>
        <source>Segment Everything</source>
        <translation>すべてをセグメント</translation>
    </message>
    <message>
        <source>Train on the dataset</source>
        <translation>データセットで学習</translation>
    </message>
    <message>
        <source>Move to Front</source>
        <translation>先頭へ移動</translation>
    </message>
    <message>
        <source>Move to End</source>
        <translation>末尾へ移動</translation>
    </message>
    <message>
        <source>Drag to change the order; press Delete to remove</source>
        <translation>ドラッグで順序を変更、Deleteで削除</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>{done} of {total} frames</source>
        <translation>{total}フレーム中{done}</translation>
    </message>
    <message>
        <source>Search names, assignees and notes</source>
        <translation>名前、担当者、メモを検索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>すべての状態</translation>
    </message>
    <message>
        <source>Any split</source>
        <translation>すべてのスプリット</translation>
    </message>
    <message>
        <source>Any review</source>
        <translation>すべてのレビュー</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation>
            <numerusform>動画%n本</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate Missing Videos...</source>
        <translation>見つからない動画を探す...</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) or their projects were not found.</source>
        <translation>
            <numerusform>動画%n本、またはそのプロジェクトが見つかりません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Set Status</source>
        <translation>状態を設定</translation>
    </message>
    <message>
        <source>Derive from Masks</source>
        <translation>マスクから判定</translation>
    </message>
    <message>
        <source>Set Split</source>
        <translation>スプリットを設定</translation>
    </message>
    <message>
        <source>New Split...</source>
        <translation>新規スプリット...</translation>
    </message>
    <message>
        <source>Assign To...</source>
        <translation>担当者の割り当て...</translation>
    </message>
    <message>
        <source>Adapt and Propagate</source>
        <translation>適応して伝播</translation>
    </message>
    <message>
        <source>Move to Front of Queue</source>
        <translation>キューの先頭へ移動</translation>
    </message>
    <message>
        <source>Remove from Queue</source>
        <translation>キューから削除</translation>
    </message>
    <message>
        <source>Remove from Dataset</source>
        <translation>データセットから削除</translation>
    </message>
    <message>
        <source>Add all videos that have exemplars and no propagated masks to the queue</source>
        <translation>参照フレームがあり、伝播マスクがまだない動画をすべてキューに追加します</translation>
    </message>
    <message>
        <source>Progress of the current job</source>
        <translation>現在のジョブの進捗</translation>
    </message>
    <message>
        <source>Show Queue</source>
        <translation>キューを表示</translation>
    </message>
    <message>
        <source>Hide Queue</source>
        <translation>キューを隠す</translation>
    </message>
    <message>
        <source>Queue empty</source>
        <translation>キューは空です</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) in the queue</source>
        <translation>
            <numerusform>キューにジョブ%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>{failed} failed</source>
        <translation>失敗{failed}件</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>残り{duration}</translation>
    </message>
    <message>
        <source>Run Queue</source>
        <translation>キューを実行</translation>
    </message>
    <message>
        <source>Frame {frame}: exemplar of {names}</source>
        <translation>フレーム{frame}：{names}の参照フレーム</translation>
    </message>
    <message>
        <source>Propagation needs at least one drawn mask.</source>
        <translation>伝播には、手描きのマスクが1つ以上必要です。</translation>
    </message>
    <message>
        <source>Go to frame {frame}</source>
        <translation>フレーム{frame}に移動</translation>
    </message>
    <message>
        <source>Unpin for {name}</source>
        <translation>「{name}」の参照フレームを解除</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>解除</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplar(s)</source>
        <translation>
            <numerusform>参照フレーム%n個</numerusform>
        </translation>
    </message>
    <message>
        <source>No exemplars</source>
        <translation>参照フレームなし</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>入れ替え</translation>
    </message>
    <message>
        <source>Split Off</source>
        <translation>分離</translation>
    </message>
    <message>
        <source>Correct Here</source>
        <translation>ここで修正</translation>
    </message>
    <message>
        <source>Choose a finding in the list first.</source>
        <translation>先にリストで指摘を選択してください。</translation>
    </message>
    <message>
        <source>This object has been deleted.</source>
        <translation>このオブジェクトは削除されています。</translation>
    </message>
    <message>
        <source>This finding involves one object only.</source>
        <translation>この指摘の対象は1つのオブジェクトだけです。</translation>
    </message>
    <message>
        <source>The object has only one part here.</source>
        <translation>オブジェクトはここでは1つの部分だけです。</translation>
    </message>
    <message>
        <source>Swaps the masks of {name} and {other} from frame {first} on, up to the next exemplar or verified frame.</source>
        <translation>フレーム{first}から次の参照フレームまたは確認済みフレームまで、「{name}」と「{other}」のマスクを入れ替えます。</translation>
    </message>
    <message>
        <source>Gives the part that is not {name} to a new object.</source>
        <translation>「{name}」ではない部分を新しいオブジェクトにします。</translation>
    </message>
    <message>
        <source>Goes to frame {worst}, selects {name} and switches to the Clicks tool.</source>
        <translation>フレーム{worst}に移動し、「{name}」を選択してクリックツールに切り替えます。</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>フレーム</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>コメント</translation>
    </message>
    <message>
        <source>Needs work</source>
        <translation>差し戻し</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}：{text}</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>（削除済み）</translation>
    </message>
    <message>
        <source>Resolved by {person}</source>
        <translation>{person}が解決</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未レビュー</translation>
    </message>
    <message>
        <source>accepted by {person}, {time}</source>
        <translation>{person}が承認、{time}</translation>
    </message>
    <message>
        <source>needs work: {person}, {time}</source>
        <translation>{person}が差し戻し、{time}</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>指摘</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}～{last}</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>はじめてのステップ</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>ツアーを終了</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>ステップ{step} / {count}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>From this frame until it changes</source>
        <translation>このフレームから次の変更まで</translation>
    </message>
    <message>
        <source>Frames that a change applies to</source>
        <translation>変更を適用するフレーム</translation>
    </message>
    <message>
        <source>On</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>手描き</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>マスク</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>信頼度</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面積</translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation>色を変更</translation>
    </message>
    <message>
        <source>No object selected.</source>
        <translation>オブジェクトが選択されていません。</translation>
    </message>
    <message>
        <source>None on this frame</source>
        <translation>このフレームにはマスクなし</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} / {total}</translation>
    </message>
    <message>
        <source>Rename object</source>
        <translation>オブジェクト名を変更</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Your changes are not saved. {error}</source>
        <translation>変更が保存されていません。{error}</translation>
    </message>
    <message>
        <source>Exemplar</source>
        <translation>参照</translation>
    </message>
    <message>
        <source>Propagate the masks you draw through the video.</source>
        <translation>描いたマスクを動画全体に伝播します。</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>インスタンス</translation>
    </message>
    <message>
        <source>Detect and track every object of the known classes.</source>
        <translation>既知のクラスのオブジェクトをすべて検出し、追跡します。</translation>
    </message>
    <message>
        <source>Semantic</source>
        <translation>セマンティック</translation>
    </message>
    <message>
        <source>Assign a class to every pixel.</source>
        <translation>すべてのピクセルにクラスを割り当てます。</translation>
    </message>
    <message>
        <source>Panoptic</source>
        <translation>パノプティック</translation>
    </message>
    <message>
        <source>Assign a class to every pixel and track every object.</source>
        <translation>すべてのピクセルにクラスを割り当て、すべてのオブジェクトを追跡します。</translation>
    </message>
    <message>
        <source>Not available: these weights support only the exemplar task.</source>
        <translation>使用できません。この重みは参照タスクにのみ対応しています。</translation>
    </message>
    <message>
        <source>More options for this task</source>
        <translation>このタスクのその他のオプション</translation>
    </message>
    <message>
        <source>Other ways to propagate</source>
        <translation>その他の伝播方法</translation>
    </message>
    <message>
        <source>Propagate in range</source>
        <translation>範囲内で伝播</translation>
    </message>
    <message>
        <source>Segment in range</source>
        <translation>範囲内をセグメント</translation>
    </message>
    <message>
        <source>Lock object to protect its masks</source>
        <translation>オブジェクトをロックしてマスクを保護</translation>
    </message>
    <message>
        <source>{name}, {category}; number {number}</source>
        <translation>{name}、{category}、番号{number}</translation>
    </message>
    <message>
        <source>Hide objects</source>
        <translation>オブジェクトを非表示</translation>
    </message>
    <message>
        <source>Show objects</source>
        <translation>オブジェクトを表示</translation>
    </message>
    <message>
        <source>Unlock objects</source>
        <translation>オブジェクトのロックを解除</translation>
    </message>
    <message>
        <source>Lock objects</source>
        <translation>オブジェクトをロック</translation>
    </message>
    <message>
        <source>Open comments</source>
        <translation>未解決のコメント</translation>
    </message>
    <message>
        <source>All comments</source>
        <translation>すべてのコメント</translation>
    </message>
    <message>
        <source>Selected comment</source>
        <translation>選択したコメント</translation>
    </message>
    <message>
        <source>No open comments.</source>
        <translation>未解決のコメントはありません。</translation>
    </message>
    <message>
        <source>Open a video to begin.</source>
        <translation>動画を開いて始めましょう。</translation>
    </message>
    <message>
        <source>Frame {frame}: {state}</source>
        <translation>フレーム{frame}：{state}</translation>
    </message>
    <message>
        <source>Paint or click on the frame to mark your first object.</source>
        <translation>フレーム上をブラシで描くかクリックして、最初のオブジェクトを指定してください。</translation>
    </message>
    <message>
        <source>Find by name or category</source>
        <translation>名前またはカテゴリで検索</translation>
    </message>
    <message>
        <source>No objects</source>
        <translation>オブジェクトなし</translation>
    </message>
    <message>
        <source>Other...</source>
        <translation>その他...</translation>
    </message>
    <message>
        <source>Colour {name}</source>
        <translation>色{name}</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>スコア</translation>
    </message>
    <message>
        <source>Accept {name}</source>
        <translation>「{name}」を採用</translation>
    </message>
    <message>
        <source>Reject {name}</source>
        <translation>「{name}」を却下</translation>
    </message>
    <message>
        <source>{name}, {category}; on {frames}, {frames_text}</source>
        <translation>{name}、{category}、{frames}（{frames_text}）</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic above the video and press Segment; detected objects appear here for you to accept or reject.</source>
        <translation>動画の上で「インスタンス」「セマンティック」「パノプティック」のいずれかを選択し、「セグメント」を押してください。検出されたオブジェクトがここに表示され、採用または却下できます。</translation>
    </message>
    <message>
        <source>All proposals have a lower score; move the slider to the left.</source>
        <translation>すべての候補のスコアがしきい値未満です。スライダーを左に動かしてください。</translation>
    </message>
    <message>
        <source>Score threshold</source>
        <translation>スコアしきい値</translation>
    </message>
    <message>
        <source>Hides proposals with a lower score</source>
        <translation>スコアがこの値より低い候補を隠します</translation>
    </message>
    <message>
        <source>Min. score</source>
        <translation>最低スコア</translation>
    </message>
    <message>
        <source>{count} more below {score:.2f}</source>
        <translation>ほか{count}件は{score:.2f}未満</translation>
    </message>
    <message>
        <source>{count} below {score:.2f}</source>
        <translation>{count}件は{score:.2f}未満</translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n proposal(s)</source>
        <translation>
            <numerusform>候補%n件中{count}件</numerusform>
        </translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name}を開く</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>対象範囲</translation>
    </message>
    <message>
        <source>All objects</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Selected objects</source>
        <translation>選択中</translation>
    </message>
    <message>
        <source>No findings.</source>
        <translation>指摘はありません。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>指摘</translation>
    </message>
    <message numerus="yes">
        <source>{verified} of %n mask(s) verified ({share:.0f} %)</source>
        <translation>
            <numerusform>マスク%n個中{verified}個を確認済み（{share:.0f}%）</numerusform>
        </translation>
    </message>
    <message>
        <source>No masks yet</source>
        <translation>マスクはまだありません</translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>フィルター%n件</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks for: {checks}</source>
        <translation>チェック項目：{checks}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>指摘%n件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n finding(s)</source>
        <translation>
            <numerusform>最初の%n件の指摘</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching...</source>
        <translation>検索中...</translation>
    </message>
    <message>
        <source>Choose what to check for.</source>
        <translation>チェックする項目を選択してください。</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>再生速度</translation>
    </message>
    <message>
        <source>Drop a video, a folder of images or a project here</source>
        <translation>動画、画像フォルダー、またはプロジェクトをここにドロップ</translation>
    </message>
    <message>
        <source>Open Folder...</source>
        <translation>フォルダーを開く...</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使ったファイル</translation>
    </message>
    <message>
        <source>Engine not loaded yet</source>
        <translation>エンジンは未読み込み</translation>
    </message>
    <message>
        <source>The engine is loaded when it is first needed</source>
        <translation>エンジンは最初に必要になったときに読み込まれます</translation>
    </message>
    <message>
        <source>Memory used by GvSeg</source>
        <translation>GvSegが使用しているメモリ</translation>
    </message>
    <message>
        <source>Values {shown}</source>
        <translation>値{shown}</translation>
    </message>
    <message>
        <source>The images have more than 8 bits: values {shown} are shown as black to white. You can change this under View in the tool bar.</source>
        <translation>画像が8ビットを超えているため、値{shown}を黒から白までの階調で表示しています。ツールバーの「表示」で変更できます。</translation>
    </message>
    <message>
        <source>Loading the network...</source>
        <translation>ネットワークを読み込み中...</translation>
    </message>
    <message>
        <source>Starting...</source>
        <translation>開始中...</translation>
    </message>
    <message>
        <source>{words}; stops after this step</source>
        <translation>{words}。この段階の後に停止します</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name}（読み取り専用）</translation>
    </message>
    <message>
        <source>Saved in {path}</source>
        <translation>保存先：{path}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{rate:.1f} frames/s</source>
        <translation>{rate:.1f}フレーム/秒</translation>
    </message>
    <message>
        <source>Stopped by an error after {frames}</source>
        <translation>{frames}の処理後、エラーで停止しました</translation>
    </message>
    <message>
        <source>Stopped; {done} of {wanted} kept</source>
        <translation>停止（{wanted}中{done}を保持）</translation>
    </message>
    <message>
        <source>{frames} done in {duration}</source>
        <translation>{frames}を{duration}で完了</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>手描き</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>インポート</translation>
    </message>
    <message>
        <source>Frame {frame}   {time}</source>
        <translation>フレーム{frame}   {time}</translation>
    </message>
    <message>
        <source>{name}: no mask</source>
        <translation>{name}：マスクなし</translation>
    </message>
    <message>
        <source>not in this frame</source>
        <translation>このフレームには写っていない</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>候補</translation>
    </message>
    <message>
        <source>exemplar</source>
        <translation>参照フレーム</translation>
    </message>
    <message>
        <source>confidence {confidence:.2f}</source>
        <translation>信頼度{confidence:.2f}</translation>
    </message>
    <message>
        <source>not in frame</source>
        <translation>写っていない</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>needs work</source>
        <translation>差し戻し</translation>
    </message>
    <message>
        <source>open comment</source>
        <translation>未解決のコメント</translation>
    </message>
    <message>
        <source>Click or drag</source>
        <translation>クリックまたはドラッグ</translation>
    </message>
    <message>
        <source>go to a frame</source>
        <translation>フレームに移動</translation>
    </message>
    <message>
        <source>mark a range</source>
        <translation>範囲をマーク</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>ズーム</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Shift+ホイール</translation>
    </message>
    <message>
        <source>scroll along the video</source>
        <translation>動画に沿ってスクロール</translation>
    </message>
    <message>
        <source>Double-click the ruler</source>
        <translation>ルーラーをダブルクリック</translation>
    </message>
    <message>
        <source>show the whole video</source>
        <translation>動画全体を表示</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>凡例</translation>
    </message>
    <message>
        <source>Show more frames</source>
        <translation>表示フレーム数を増やす</translation>
    </message>
    <message>
        <source>Show fewer frames</source>
        <translation>表示フレーム数を減らす</translation>
    </message>
    <message>
        <source>Show the whole video (double-click the ruler)</source>
        <translation>動画全体を表示（ルーラーをダブルクリック）</translation>
    </message>
    <message>
        <source>Show rows of selected objects only</source>
        <translation>選択したオブジェクトの行だけを表示</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n row(s)</source>
        <translation>
            <numerusform>%n行すべてを表示</numerusform>
        </translation>
    </message>
    <message>
        <source>confidence, {name}</source>
        <translation>信頼度、{name}</translation>
    </message>
    <message>
        <source>lowest confidence</source>
        <translation>最も低い信頼度</translation>
    </message>
    <message>
        <source>Click an object to select it; drag to move the view</source>
        <translation>クリックでオブジェクトを選択、ドラッグで表示を移動</translation>
    </message>
    <message>
        <source>Drag to paint; right button or Shift to erase</source>
        <translation>ドラッグで描画、右ボタンまたはShiftで消去</translation>
    </message>
    <message>
        <source>Drag to erase; right button or Shift to paint</source>
        <translation>ドラッグで消去、右ボタンまたはShiftで描画</translation>
    </message>
    <message>
        <source>Click around the object to add corners</source>
        <translation>オブジェクトの周囲をクリックして頂点を追加</translation>
    </message>
    <message>
        <source>Drag around the object</source>
        <translation>オブジェクトの周囲をドラッグ</translation>
    </message>
    <message>
        <source>Drag from corner to corner</source>
        <translation>角から角へドラッグ</translation>
    </message>
    <message>
        <source>Click a region of one colour; drag right for more</source>
        <translation>領域をクリック、右へドラッグで拡大</translation>
    </message>
    <message>
        <source>Click the object to get its mask, or drag a box around it</source>
        <translation>オブジェクトをクリックするかボックスで囲んでマスクを取得</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask</source>
        <translation>オブジェクトをボックスで囲んでマスクを取得</translation>
    </message>
    <message>
        <source>Draw over the object to get its mask</source>
        <translation>オブジェクトの上をなぞってマスクを取得</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them</source>
        <translation>クリックで頂点を追加、ドラッグで移動</translation>
    </message>
    <message>
        <source>Drag corners to move them</source>
        <translation>頂点をドラッグして移動</translation>
    </message>
    <message>
        <source>Shift+click to add, Alt+click to remove</source>
        <translation>Shift+クリックで追加、Alt+クリックで除外</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove, drag clicks to move them</source>
        <translation>クリックで追加、右クリックで除外、点はドラッグで移動</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove</source>
        <translation>クリックで追加、右クリックで除外</translation>
    </message>
    <message>
        <source>Draw to add, right-drag to remove</source>
        <translation>なぞって追加、右ドラッグで除外</translation>
    </message>
    <message>
        <source>{edit.accept} to keep, {edit.cancel} to discard</source>
        <translation>{edit.accept}で確定、{edit.cancel}で破棄</translation>
    </message>
    <message>
        <source>View</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>How frames and masks are displayed; stored data does not change</source>
        <translation>フレームとマスクの表示方法です。保存されたデータは変わりません</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>ブラシサイズ</translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation>ブラシサイズ（ピクセル）</translation>
    </message>
    <message>
        <source>Diameter in screen pixels, the same at every zoom</source>
        <translation>直径（画面のピクセル数）。ズームしても変わりません</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>マジックワンドの許容値</translation>
    </message>
    <message>
        <source>A difference of 2 is barely visible; 100 is black against white</source>
        <translation>差が2ではほとんど見分けられず、100は黒と白の差に当たります</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>許容値</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>明るさ</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>コントラスト</translation>
    </message>
    <message>
        <source>Reset brightness and contrast</source>
        <translation>明るさとコントラストをリセット</translation>
    </message>
    <message>
        <source>Current frame, counted from 0; type a number to go to that frame</source>
        <translation>現在のフレーム（0から数えます）。番号を入力するとそのフレームに移動します</translation>
    </message>
    <message>
        <source>Zoom; at 100 %, one video pixel is one screen pixel</source>
        <translation>ズーム。100%では、動画の1ピクセルが画面の1ピクセルになります</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>最後のフレーム</translation>
    </message>
    <message numerus="yes">
        <source>{ends}, %n frame(s)</source>
        <translation>
            <numerusform>{ends}、%nフレーム</numerusform>
        </translation>
    </message>
    <message>
        <source>Black at value</source>
        <translation>黒にする値</translation>
    </message>
    <message>
        <source>White at value</source>
        <translation>白にする値</translation>
    </message>
    <message>
        <source>Automatic range</source>
        <translation>自動範囲</translation>
    </message>
    <message>
        <source>Use the range found over the whole video</source>
        <translation>動画全体から求めた範囲を使用</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} ほか{more}件</translation>
    </message>
    <message>
        <source>Training failed: {last} ({folder} has the details.)</source>
        <translation>学習に失敗しました：{last}（詳細は{folder}を確認してください。）</translation>
    </message>
    <message>
        <source>Undid</source>
        <translation>元に戻しました</translation>
    </message>
    <message>
        <source>Redid</source>
        <translation>やり直しました</translation>
    </message>
    <message>
        <source>{name} is open in another window, which is now in front.</source>
        <translation>{name}は別のウィンドウで開かれているため、そのウィンドウを前面に表示しました。</translation>
    </message>
    <message>
        <source>The operation failed ({kind}); please report the details.</source>
        <translation>操作に失敗しました（{kind}）。詳細を報告してください。</translation>
    </message>
    <message>
        <source>Nothing to report yet. Draw an object first.</source>
        <translation>レポートする内容がまだありません。先にオブジェクトを描いてください。</translation>
    </message>
    <message>
        <source>Writing {path}...</source>
        <translation>{path}を書き出し中...</translation>
    </message>
    <message>
        <source>The report was written to {path}.</source>
        <translation>レポートを書き出しました：{path}</translation>
    </message>
    <message>
        <source>Write Report</source>
        <translation>レポートを作成</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>Webページ</translation>
    </message>
    <message>
        <source>Subject of the comment</source>
        <translation>コメントの対象</translation>
    </message>
    <message>
        <source>New comment</source>
        <translation>新しいコメント</translation>
    </message>
    <message>
        <source>Comment on frame {frame}</source>
        <translation>フレーム{frame}へのコメント</translation>
    </message>
    <message>
        <source>Preparing the network for this frame size</source>
        <translation>このフレームサイズ用にネットワークを準備しています</translation>
    </message>
    <message>
        <source>No missing video was found in {folder}. Choose another folder.</source>
        <translation>{folder}には、見つからない動画はありませんでした。別のフォルダーを選んでください。</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) located.</source>
        <translation>
            <numerusform>動画%n本が見つかりました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) still missing.</source>
        <translation>
            <numerusform>動画%n本はまだ見つかりません。</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate {name}</source>
        <translation>{name}を探す</translation>
    </message>
    <message>
        <source>Map Categories to the Dataset</source>
        <translation>カテゴリをデータセットに対応付け</translation>
    </message>
    <message>
        <source>The projects have categories that the dataset does not have. Choose a category of the dataset for each of them, or add it as a new one. Objects keep their masks and attributes.</source>
        <translation>プロジェクトに、データセットにないカテゴリがあります。それぞれについて、データセットのカテゴリを選ぶか、新規カテゴリとして追加してください。オブジェクトのマスクと属性は保持されます。</translation>
    </message>
    <message>
        <source>Match by Name</source>
        <translation>名前で対応付け</translation>
    </message>
    <message>
        <source>Add Projects</source>
        <translation>プロジェクトを追加</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>ドライブ</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダ</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>場所(&amp;L):</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>ファイルの種類(&amp;T):</translation>
    </message>
</context>
</TS>
