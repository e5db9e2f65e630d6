<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en_GB">
<context>
    <name></name>
    <message>
        <source>The engine is running; stop it first.</source>
        <translation>引擎正在运行，请先停止。</translation>
    </message>
    <message>
        <source>Open a video first.</source>
        <translation>请先打开视频。</translation>
    </message>
    <message>
        <source>Select an object first.</source>
        <translation>请先选择一个对象。</translation>
    </message>
    <message>
        <source>There are no objects yet.</source>
        <translation>还没有对象。</translation>
    </message>
    <message>
        <source>Select two objects first (Ctrl+click in the list).</source>
        <translation>请先选择两个对象（在列表中按住 Ctrl 单击）。</translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <translation>所选对象在此帧没有掩码。</translation>
    </message>
    <message>
        <source>This frame is not an exemplar of the selected object.</source>
        <translation>此帧不是所选对象的参考帧。</translation>
    </message>
    <message>
        <source>The selected object has no mask on the previous frame.</source>
        <translation>所选对象在上一帧没有掩码。</translation>
    </message>
    <message>
        <source>Draw an object first: propagation needs at least one drawn mask.</source>
        <translation>请先绘制一个对象：传播至少需要一个手动绘制的掩码。</translation>
    </message>
    <message>
        <source>Draw an object first, or choose another task.</source>
        <translation>请先绘制一个对象，或选择其他任务。</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic in the task bar first.</source>
        <translation>请先在视频上方选择“实例”“语义”或“全景”任务。</translation>
    </message>
    <message>
        <source>Select a proposal first ({proposal.next}).</source>
        <translation>请先选择一个候选（{proposal.next}）。</translation>
    </message>
    <message>
        <source>No proposals are shown.</source>
        <translation>当前没有显示任何候选。</translation>
    </message>
    <message>
        <source>No proposals are hidden by the score threshold.</source>
        <translation>没有候选因分数阈值而隐藏。</translation>
    </message>
    <message>
        <source>Mark a range first ({go.mark_in} and {go.mark_out}).</source>
        <translation>请先标记一个区间（{go.mark_in} 和 {go.mark_out}）。</translation>
    </message>
    <message>
        <source>The engine is running; stop it first ({edit.cancel}).</source>
        <translation>引擎正在运行，请先停止（{edit.cancel}）。</translation>
    </message>
    <message>
        <source>Nothing is running.</source>
        <translation>没有正在运行的任务。</translation>
    </message>
    <message>
        <source>Copy a mask first ({edit.copy}).</source>
        <translation>请先复制一个掩码（{edit.copy}）。</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>没有可撤销的操作。</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>没有可重做的操作。</translation>
    </message>
    <message>
        <source>There is nothing to accept.</source>
        <translation>没有需要确认的内容。</translation>
    </message>
    <message>
        <source>Everything is already saved.</source>
        <translation>所有更改均已保存。</translation>
    </message>
    <message>
        <source>Adapt to this video first.</source>
        <translation>请先适配此视频。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>跳转(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Objects</source>
        <translation>对象(&amp;O)</translation>
    </message>
    <message>
        <source>Mas&amp;ks</source>
        <translation>掩码(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Choose Object</source>
        <translation>选择对象(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Propagate</source>
        <translation>传播(&amp;P)</translation>
    </message>
    <message>
        <source>Proposa&amp;ls</source>
        <translation>候选(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>审核(&amp;R)</translation>
    </message>
    <message>
        <source>Data&amp;set</source>
        <translation>数据集(&amp;S)</translation>
    </message>
    <message>
        <source>Mo&amp;dels</source>
        <translation>模型(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open Video...</source>
        <translation>打开视频...</translation>
    </message>
    <message>
        <source>Open Folder of Images...</source>
        <translation>打开图像文件夹...</translation>
    </message>
    <message>
        <source>Open Project...</source>
        <translation>打开项目...</translation>
    </message>
    <message>
        <source>Save Project As...</source>
        <translation>项目另存为...</translation>
    </message>
    <message>
        <source>Every edit is saved automatically; this saves a copy and switches to it.</source>
        <translation>每次编辑都会自动保存；此命令会另存一份副本，并切换到该副本。</translation>
    </message>
    <message>
        <source>Retry Saving</source>
        <translation>重试保存</translation>
    </message>
    <message>
        <source>Locate Moved Video...</source>
        <translation>定位已移动的视频...</translation>
    </message>
    <message>
        <source>Import Annotations...</source>
        <translation>导入标注...</translation>
    </message>
    <message>
        <source>Export...</source>
        <translation>导出...</translation>
    </message>
    <message>
        <source>Settings...</source>
        <translation>设置...</translation>
    </message>
    <message>
        <source>Close Video</source>
        <translation>关闭视频</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Copy Mask</source>
        <translation>复制掩码</translation>
    </message>
    <message>
        <source>Copies the masks of the selected objects on this frame.</source>
        <translation>复制所选对象在此帧的掩码。</translation>
    </message>
    <message>
        <source>Paste Mask</source>
        <translation>粘贴掩码</translation>
    </message>
    <message>
        <source>Replaces the mask of the selected object on this frame, or makes a new object.</source>
        <translation>替换所选对象在此帧的掩码，或新建一个对象。</translation>
    </message>
    <message>
        <source>Paste to Range...</source>
        <translation>粘贴到区间...</translation>
    </message>
    <message>
        <source>Copy Mask from Previous Frame</source>
        <translation>复制上一帧的掩码</translation>
    </message>
    <message>
        <source>Not in This Frame</source>
        <translation>不在此帧中</translation>
    </message>
    <message>
        <source>Marks the object as hidden or out of view in this frame.</source>
        <translation>标记该对象在此帧被遮挡或不在画面内。</translation>
    </message>
    <message>
        <source>Clear Mask on This Frame</source>
        <translation>清除此帧的掩码</translation>
    </message>
    <message>
        <source>Clear Propagated Masks in Range</source>
        <translation>清除区间内传播的掩码</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Accepts the current edit.</source>
        <translation>确认当前编辑。</translation>
    </message>
    <message>
        <source>Cancel or Stop</source>
        <translation>取消或停止</translation>
    </message>
    <message>
        <source>Cancels the current edit; if there is none, stops the propagation.</source>
        <translation>取消当前编辑；若没有正在进行的编辑，则停止传播。</translation>
    </message>
    <message>
        <source>Zoom In</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom Out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit to Window</source>
        <translation>适应窗口</translation>
    </message>
    <message>
        <source>Actual Size</source>
        <translation>实际大小</translation>
    </message>
    <message>
        <source>Zoom to Object</source>
        <translation>缩放到对象</translation>
    </message>
    <message>
        <source>Show Masks</source>
        <translation>显示掩码</translation>
    </message>
    <message>
        <source>Show Outlines</source>
        <translation>显示轮廓</translation>
    </message>
    <message>
        <source>Show Patterns</source>
        <translation>显示图案</translation>
    </message>
    <message>
        <source>Keyboard &amp;Pointer</source>
        <translation>键盘指针(&amp;P)</translation>
    </message>
    <message>
        <source>Hatches masks, so that objects do not differ by colour alone.</source>
        <translation>为掩码添加填充图案，使对象不只靠颜色区分。</translation>
    </message>
    <message>
        <source>Show Outlines of Previous Frame</source>
        <translation>显示上一帧的轮廓</translation>
    </message>
    <message>
        <source>Shows dotted outlines of visible objects.</source>
        <translation>以点线显示可见对象的轮廓。</translation>
    </message>
    <message>
        <source>Preview Clicks</source>
        <translation>预览点选结果</translation>
    </message>
    <message>
        <source>Previews the mask that a click at the mouse position would make.</source>
        <translation>预览在鼠标位置单击会生成的掩码。</translation>
    </message>
    <message>
        <source>Show Object Names</source>
        <translation>显示对象名称</translation>
    </message>
    <message>
        <source>Shows the name of each object over its mask.</source>
        <translation>在掩码上方显示对象名称。</translation>
    </message>
    <message>
        <source>Switch Between Canvas and Panels</source>
        <translation>在画布与面板之间切换</translation>
    </message>
    <message>
        <source>Brighter</source>
        <translation>调亮</translation>
    </message>
    <message>
        <source>Darker</source>
        <translation>调暗</translation>
    </message>
    <message>
        <source>More Contrast</source>
        <translation>增加对比度</translation>
    </message>
    <message>
        <source>Less Contrast</source>
        <translation>降低对比度</translation>
    </message>
    <message>
        <source>Reset Brightness and Contrast</source>
        <translation>重置亮度和对比度</translation>
    </message>
    <message>
        <source>Dark Theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Hide or Show Panels</source>
        <translation>隐藏或显示面板</translation>
    </message>
    <message>
        <source>Hides all panels to make room for the video; the tools stay visible.</source>
        <translation>隐藏所有面板，为视频腾出空间；工具仍然可见。</translation>
    </message>
    <message>
        <source>Reset Layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Next Frame</source>
        <translation>下一帧</translation>
    </message>
    <message>
        <source>Previous Frame</source>
        <translation>上一帧</translation>
    </message>
    <message>
        <source>Forward 10 Frames</source>
        <translation>前进 10 帧</translation>
    </message>
    <message>
        <source>Back 10 Frames</source>
        <translation>后退 10 帧</translation>
    </message>
    <message>
        <source>First Frame</source>
        <translation>第一帧</translation>
    </message>
    <message>
        <source>Last Frame</source>
        <translation>最后一帧</translation>
    </message>
    <message>
        <source>Next Exemplar</source>
        <translation>下一个参考帧</translation>
    </message>
    <message>
        <source>Previous Exemplar</source>
        <translation>上一个参考帧</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Plays at the selected speed.</source>
        <translation>以所选速度播放。</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环播放</translation>
    </message>
    <message>
        <source>Repeats the marked range, or the whole video.</source>
        <translation>循环播放标记的区间或整个视频。</translation>
    </message>
    <message>
        <source>Shuttle Back</source>
        <translation>变速倒放</translation>
    </message>
    <message>
        <source>Plays backwards; each press doubles the speed.</source>
        <translation>倒放；每按一次，速度加倍。</translation>
    </message>
    <message>
        <source>Shuttle Stop</source>
        <translation>停止变速播放</translation>
    </message>
    <message>
        <source>Shuttle Forward</source>
        <translation>变速播放</translation>
    </message>
    <message>
        <source>Plays forwards; each press doubles the speed.</source>
        <translation>正向播放；每按一次，速度加倍。</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>减速</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>加速</translation>
    </message>
    <message>
        <source>Start Range Here</source>
        <translation>将此帧设为区间起点</translation>
    </message>
    <message>
        <source>End Range Here</source>
        <translation>将此帧设为区间终点</translation>
    </message>
    <message>
        <source>Clear Range</source>
        <translation>清除区间</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Click an object to select it.</source>
        <translation>单击对象以选中。</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Drag to paint, right-drag to erase; {tool.smaller} and {tool.larger} change the size.</source>
        <translation>拖动绘制，按住右键拖动擦除；{tool.smaller} 和 {tool.larger} 调整大小。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Drag to erase.</source>
        <translation>拖动擦除。</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them, {edit.accept} to finish; Shift subtracts.</source>
        <translation>单击添加顶点，拖动移动顶点，{edit.accept} 完成；按住 Shift 从掩码中减去。</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>套索</translation>
    </message>
    <message>
        <source>Drag around the object, then adjust the corners; {edit.accept} to finish; Shift subtracts.</source>
        <translation>沿对象边缘拖动一圈，再调整顶点；{edit.accept} 完成；按住 Shift 从掩码中减去。</translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Drag a rectangle; {edit.accept} to finish; Shift subtracts.</source>
        <translation>拖出一个矩形；{edit.accept} 完成；按住 Shift 从掩码中减去。</translation>
    </message>
    <message>
        <source>Magic Wand</source>
        <translation>魔棒</translation>
    </message>
    <message>
        <source>Click to select a region of one colour, drag to extend it; Shift adds, Alt removes, {edit.accept} to keep.</source>
        <translation>单击选择颜色相近的区域，拖动扩大范围；Shift 添加，Alt 移除，{edit.accept} 保留。</translation>
    </message>
    <message>
        <source>Clicks</source>
        <translation>点选</translation>
    </message>
    <message>
        <source>Click to add, right-click or Shift+click to remove, drag for a box, {edit.accept} to keep.</source>
        <translation>单击添加，右键单击或 Shift+单击移除，拖动画框，{edit.accept} 保留。</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask, {edit.accept} to keep.</source>
        <translation>拖动框住对象即可生成掩码，{edit.accept} 保留。</translation>
    </message>
    <message>
        <source>Scribble</source>
        <translation>涂抹</translation>
    </message>
    <message>
        <source>Draw over the object to add, with the right button or Shift to remove, {edit.accept} to keep.</source>
        <translation>在对象上涂抹以添加，按住右键或 Shift 涂抹以移除，{edit.accept} 保留。</translation>
    </message>
    <message>
        <source>Larger Brush</source>
        <translation>增大画笔</translation>
    </message>
    <message>
        <source>Smaller Brush</source>
        <translation>减小画笔</translation>
    </message>
    <message>
        <source>Snap to Edges</source>
        <translation>吸附到边缘</translation>
    </message>
    <message>
        <source>Makes the sides of a polygon follow edges in the image.</source>
        <translation>让多边形的边贴合图像中的边缘。</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>减去模式</translation>
    </message>
    <message>
        <source>Makes polygon, lasso, rectangle and wand subtract from the mask.</source>
        <translation>使用多边形、套索、矩形和魔棒时，从掩码中减去所选区域。</translation>
    </message>
    <message>
        <source>Press or Release Mouse Button</source>
        <translation>按下或松开鼠标键</translation>
    </message>
    <message>
        <source>Follow Run</source>
        <translation>跟随进度</translation>
    </message>
    <message>
        <source>Propagate All Videos</source>
        <translation>传播所有视频</translation>
    </message>
    <message>
        <source>Adds all videos that have exemplars and no propagated masks to the queue, which keeps running after GvSeg is closed.</source>
        <translation>将所有已有参考帧但尚无传播掩码的视频加入队列；关闭 GvSeg 后队列仍会继续运行。</translation>
    </message>
    <message>
        <source>Pointer Left</source>
        <translation>指针左移</translation>
    </message>
    <message>
        <source>Moves by a quarter of the brush size; the view follows.</source>
        <translation>移动画笔大小的四分之一；视图随之移动。</translation>
    </message>
    <message>
        <source>Pointer Right</source>
        <translation>指针右移</translation>
    </message>
    <message>
        <source>Pointer Up</source>
        <translation>指针上移</translation>
    </message>
    <message>
        <source>Pointer Down</source>
        <translation>指针下移</translation>
    </message>
    <message>
        <source>Pointer One Pixel Left</source>
        <translation>指针左移一像素</translation>
    </message>
    <message>
        <source>Pointer One Pixel Right</source>
        <translation>指针右移一像素</translation>
    </message>
    <message>
        <source>Pointer One Pixel Up</source>
        <translation>指针上移一像素</translation>
    </message>
    <message>
        <source>Pointer One Pixel Down</source>
        <translation>指针下移一像素</translation>
    </message>
    <message>
        <source>Click at the Pointer</source>
        <translation>在指针处单击</translation>
    </message>
    <message>
        <source>Works like a mouse click with the current tool.</source>
        <translation>相当于用当前工具单击鼠标。</translation>
    </message>
    <message>
        <source>While pressed, moving the pointer draws.</source>
        <translation>按下期间，移动指针即可绘制。</translation>
    </message>
    <message>
        <source>New Object</source>
        <translation>新建对象</translation>
    </message>
    <message>
        <source>Rename Object</source>
        <translation>重命名对象</translation>
    </message>
    <message>
        <source>Hide or Show</source>
        <translation>隐藏或显示</translation>
    </message>
    <message>
        <source>Lock or Unlock</source>
        <translation>锁定或解锁</translation>
    </message>
    <message>
        <source>Show Only Selected</source>
        <translation>仅显示所选</translation>
    </message>
    <message>
        <source>Move Layer Up</source>
        <translation>上移一层</translation>
    </message>
    <message>
        <source>Move Layer Down</source>
        <translation>下移一层</translation>
    </message>
    <message>
        <source>Merge Two Objects</source>
        <translation>合并两个对象</translation>
    </message>
    <message>
        <source>Split at This Frame</source>
        <translation>从此帧拆分</translation>
    </message>
    <message>
        <source>Swap Identities from Here</source>
        <translation>从此帧起互换 ID</translation>
    </message>
    <message>
        <source>Delete Object</source>
        <translation>删除对象</translation>
    </message>
    <message>
        <source>Undo restores the object and its masks.</source>
        <translation>撤销可恢复该对象及其掩码。</translation>
    </message>
    <message>
        <source>Categories...</source>
        <translation>类别...</translation>
    </message>
    <message>
        <source>Refine Edge</source>
        <translation>优化边缘</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within 6 pixels.</source>
        <translation>将轮廓吸附到 6 像素范围内最近的颜色边缘。</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>扩张</translation>
    </message>
    <message>
        <source>Moves the outline outwards by one pixel.</source>
        <translation>将轮廓向外扩张一个像素。</translation>
    </message>
    <message>
        <source>Shrink</source>
        <translation>收缩</translation>
    </message>
    <message>
        <source>Moves the outline inwards by one pixel.</source>
        <translation>将轮廓向内收缩一个像素。</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than 6 pixels from the outline.</source>
        <translation>去除轮廓上窄于 6 像素的凸起和凹陷。</translation>
    </message>
    <message>
        <source>Fill Holes</source>
        <translation>填充孔洞</translation>
    </message>
    <message>
        <source>Remove Small Parts</source>
        <translation>去除碎片</translation>
    </message>
    <message>
        <source>Keeps only parts with at least 5 % of the area of the largest.</source>
        <translation>仅保留面积不小于最大部分 5% 的部分。</translation>
    </message>
    <message>
        <source>Apply to Frames...</source>
        <translation>应用到多帧...</translation>
    </message>
    <message>
        <source>Opens a dialog to set the operation, its width and its frames, with a preview.</source>
        <translation>打开对话框，设置操作、宽度和帧范围，并可预览。</translation>
    </message>
    <message>
        <source>Interpolate Between Drawn Masks</source>
        <translation>在手动绘制的掩码之间插值</translation>
    </message>
    <message>
        <source>Fills the frames between the drawn masks before and after this frame.</source>
        <translation>填补此帧前后两个手动绘制的掩码之间的各帧。</translation>
    </message>
    <message>
        <source>Object {number} in the List</source>
        <translation>列表中的第 {number} 个对象</translation>
    </message>
    <message>
        <source>Next Object</source>
        <translation>下一个对象</translation>
    </message>
    <message>
        <source>Previous Object</source>
        <translation>上一个对象</translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation>传播</translation>
    </message>
    <message>
        <source>Propagates in both directions from each exemplar, within the marked range if any.</source>
        <translation>从每个参考帧向前后两个方向传播；如有标记区间，则仅限该区间。</translation>
    </message>
    <message>
        <source>Propagate Forward</source>
        <translation>传播到之后各帧</translation>
    </message>
    <message>
        <source>Propagate Backward</source>
        <translation>传播到之前各帧</translation>
    </message>
    <message>
        <source>Propagate in Range</source>
        <translation>在区间内传播</translation>
    </message>
    <message>
        <source>Propagate to Next Frame</source>
        <translation>传播到下一帧</translation>
    </message>
    <message>
        <source>Propagate to Previous Frame</source>
        <translation>传播到上一帧</translation>
    </message>
    <message>
        <source>Propagate All Objects</source>
        <translation>传播所有对象</translation>
    </message>
    <message>
        <source>Propagates every unlocked object once, ignoring the setting below.</source>
        <translation>对所有未锁定的对象各传播一次，忽略下面的设置。</translation>
    </message>
    <message>
        <source>Changed Objects Only</source>
        <translation>仅有改动的对象</translation>
    </message>
    <message>
        <source>Propagates only objects whose exemplars changed since the last run.</source>
        <translation>仅传播自上次运行后参考帧有改动的对象。</translation>
    </message>
    <message>
        <source>Selected Objects Only</source>
        <translation>仅所选对象</translation>
    </message>
    <message>
        <source>Propagates only the selected objects.</source>
        <translation>仅传播所选对象。</translation>
    </message>
    <message>
        <source>All Unlocked Objects</source>
        <translation>所有未锁定的对象</translation>
    </message>
    <message>
        <source>Propagates all objects that are not locked.</source>
        <translation>传播所有未锁定的对象。</translation>
    </message>
    <message>
        <source>Shows each frame as it is finished, until you go to another frame.</source>
        <translation>每完成一帧就显示该帧，直到跳转到其他帧为止。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Keeps the masks made so far ({edit.cancel}).</source>
        <translation>保留已生成的掩码（{edit.cancel}）。</translation>
    </message>
    <message>
        <source>Adapt to This Video</source>
        <translation>适配此视频</translation>
    </message>
    <message>
        <source>Fine-tunes the network on your exemplars for a few seconds.</source>
        <translation>用参考帧对网络进行几秒钟的微调。</translation>
    </message>
    <message>
        <source>Use Adaptation</source>
        <translation>使用适配结果</translation>
    </message>
    <message>
        <source>Uses the adapted network to propagate; if off, the original weights.</source>
        <translation>用适配后的网络传播；关闭时使用原始权重。</translation>
    </message>
    <message>
        <source>Pin Frame as Exemplar</source>
        <translation>设为参考帧</translation>
    </message>
    <message>
        <source>Unpin Exemplar</source>
        <translation>取消参考帧</translation>
    </message>
    <message>
        <source>Segment This Frame</source>
        <translation>分割此帧</translation>
    </message>
    <message>
        <source>Detects objects in this frame only.</source>
        <translation>仅检测此帧中的对象。</translation>
    </message>
    <message>
        <source>Next Proposal</source>
        <translation>下一个候选</translation>
    </message>
    <message>
        <source>Previous Proposal</source>
        <translation>上一个候选</translation>
    </message>
    <message>
        <source>Accept Proposal</source>
        <translation>接受候选</translation>
    </message>
    <message>
        <source>Turns the proposal into an object; painting on it does the same.</source>
        <translation>将候选转为对象；在候选上绘制也有同样效果。</translation>
    </message>
    <message>
        <source>Reject Proposal</source>
        <translation>拒绝候选</translation>
    </message>
    <message>
        <source>Removes the proposal; undo restores it.</source>
        <translation>移除该候选；可撤销恢复。</translation>
    </message>
    <message>
        <source>Accept All Shown</source>
        <translation>接受所有显示的候选</translation>
    </message>
    <message>
        <source>Applies to all proposals above the score threshold.</source>
        <translation>应用于所有高于分数阈值的候选。</translation>
    </message>
    <message>
        <source>Reject All Shown</source>
        <translation>拒绝所有显示的候选</translation>
    </message>
    <message>
        <source>Reject All Hidden</source>
        <translation>拒绝所有隐藏的候选</translation>
    </message>
    <message>
        <source>Applies to all proposals below the score threshold.</source>
        <translation>应用于所有低于分数阈值的候选。</translation>
    </message>
    <message>
        <source>Map Classes to Categories...</source>
        <translation>映射模型类别...</translation>
    </message>
    <message>
        <source>Sets the category of each class that the engine detects.</source>
        <translation>设置引擎检测到的每个模型类别对应的标注类别。</translation>
    </message>
    <message>
        <source>Next Frame Worth Correcting</source>
        <translation>下一个待修正帧</translation>
    </message>
    <message>
        <source>Previous Frame Worth Correcting</source>
        <translation>上一个待修正帧</translation>
    </message>
    <message>
        <source>Next Finding</source>
        <translation>下一个问题</translation>
    </message>
    <message>
        <source>Previous Finding</source>
        <translation>上一个问题</translation>
    </message>
    <message>
        <source>Verify Frame or Range</source>
        <translation>核对此帧或区间</translation>
    </message>
    <message>
        <source>Verifies all objects in this frame, or the selected objects in the marked range.</source>
        <translation>将此帧的所有对象，或标记区间内的所选对象，标为已核对。</translation>
    </message>
    <message>
        <source>Unverify</source>
        <translation>取消核对</translation>
    </message>
    <message>
        <source>Verify Whole Object</source>
        <translation>核对整个对象</translation>
    </message>
    <message>
        <source>Comment on Frame</source>
        <translation>为此帧添加批注</translation>
    </message>
    <message>
        <source>Goes to the line for a comment on this frame or on the selected object.</source>
        <translation>转到批注输入框，为此帧或所选对象添加批注。</translation>
    </message>
    <message>
        <source>Next Comment</source>
        <translation>下一条批注</translation>
    </message>
    <message>
        <source>Also stops at frames that need work.</source>
        <translation>也会在需修改的帧停下。</translation>
    </message>
    <message>
        <source>Previous Comment</source>
        <translation>上一条批注</translation>
    </message>
    <message>
        <source>Resolve or Reopen Comment</source>
        <translation>解决或重新打开批注</translation>
    </message>
    <message>
        <source>Applies to the selected comment, or to the first open one of this frame.</source>
        <translation>应用于所选批注，或此帧第一条未解决的批注。</translation>
    </message>
    <message>
        <source>Delete Comment</source>
        <translation>删除批注</translation>
    </message>
    <message>
        <source>Undo restores it.</source>
        <translation>可撤销恢复。</translation>
    </message>
    <message>
        <source>Accept Frame or Range</source>
        <translation>审核通过此帧或区间</translation>
    </message>
    <message>
        <source>Records that you accept this frame, or all frames in the marked range.</source>
        <translation>将此帧或标记区间内的所有帧记为审核通过。</translation>
    </message>
    <message>
        <source>Mark as Needs Work</source>
        <translation>标为需修改</translation>
    </message>
    <message>
        <source>Records that this frame, or the marked range, needs work.</source>
        <translation>将此帧或标记区间记为需修改。</translation>
    </message>
    <message>
        <source>Clear Review State</source>
        <translation>清除审核状态</translation>
    </message>
    <message>
        <source>Write Report...</source>
        <translation>生成报告...</translation>
    </message>
    <message>
        <source>Writes one HTML page with progress, comments and images.</source>
        <translation>生成一个 HTML 页面，包含进度、批注和图像。</translation>
    </message>
    <message>
        <source>New Dataset...</source>
        <translation>新建数据集...</translation>
    </message>
    <message>
        <source>Groups videos that share one list of categories.</source>
        <translation>将共用一套类别的视频归为一组。</translation>
    </message>
    <message>
        <source>Open Dataset...</source>
        <translation>打开数据集...</translation>
    </message>
    <message>
        <source>Import Dataset...</source>
        <translation>导入数据集...</translation>
    </message>
    <message>
        <source>Makes a dataset from a published one, such as DAVIS, YouTube-VIS or COCO.</source>
        <translation>由 DAVIS、YouTube-VIS 或 COCO 等公开数据集创建数据集。</translation>
    </message>
    <message>
        <source>Export Dataset...</source>
        <translation>导出数据集...</translation>
    </message>
    <message>
        <source>Show or Hide Videos</source>
        <translation>显示或隐藏视频列表</translation>
    </message>
    <message>
        <source>Next Video</source>
        <translation>下一个视频</translation>
    </message>
    <message>
        <source>Previous Video</source>
        <translation>上一个视频</translation>
    </message>
    <message>
        <source>Add Videos...</source>
        <translation>添加视频...</translation>
    </message>
    <message>
        <source>Train on Dataset...</source>
        <translation>用数据集训练...</translation>
    </message>
    <message>
        <source>Writes one HTML page about all videos, with comments and images.</source>
        <translation>生成一个涵盖所有视频的 HTML 页面，包含批注和图像。</translation>
    </message>
    <message>
        <source>Close Dataset</source>
        <translation>关闭数据集</translation>
    </message>
    <message>
        <source>Train on My Corrections...</source>
        <translation>用修正结果训练...</translation>
    </message>
    <message>
        <source>Trains the model on your corrections; training continues after GvSeg is closed.</source>
        <translation>用修正过的掩码训练模型；关闭 GvSeg 后训练仍会继续。</translation>
    </message>
    <message>
        <source>Training Runs...</source>
        <translation>训练记录...</translation>
    </message>
    <message>
        <source>Models...</source>
        <translation>模型...</translation>
    </message>
    <message>
        <source>Lists the models and lets you choose which one to use.</source>
        <translation>列出模型，并可选择要使用的模型。</translation>
    </message>
    <message>
        <source>First Steps</source>
        <translation>新手引导</translation>
    </message>
    <message>
        <source>Guides you through a first annotation, step by step.</source>
        <translation>一步步引导完成第一次标注。</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Try the Demo</source>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Opens a short clip with a rabbit outlined in its first frame.</source>
        <translation>打开一段短片，首帧中的兔子已勾出轮廓。</translation>
    </message>
    <message>
        <source>Keyboard Shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Customize Shortcuts...</source>
        <translation>自定义快捷键...</translation>
    </message>
    <message>
        <source>Messages...</source>
        <translation>消息...</translation>
    </message>
    <message>
        <source>Lists all messages since GvSeg was started.</source>
        <translation>列出本次启动 GvSeg 以来的所有消息。</translation>
    </message>
    <message>
        <source>About GvSeg</source>
        <translation>关于 GvSeg</translation>
    </message>
    <message>
        <source>Reading {name}...</source>
        <translation>正在读取 {name}...</translation>
    </message>
    <message>
        <source>Reading {name}: {done:.0f} %</source>
        <translation>正在读取 {name}：{done:.0f}%</translation>
    </message>
    <message>
        <source>No more findings in this direction.</source>
        <translation>这个方向上没有更多问题了。</translation>
    </message>
    <message>
        <source>Paint or click to mark your first object</source>
        <translation>用画笔绘制或单击，标出第一个对象</translation>
    </message>
    <message>
        <source>Press Segment to detect objects</source>
        <translation>按“分割”检测对象</translation>
    </message>
    <message>
        <source>Opening {name}...</source>
        <translation>正在打开 {name}...</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Exemplars</source>
        <translation>参考帧</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Object</source>
        <comment>panel</comment>
        <translation>对象属性</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>审核</translation>
    </message>
    <message>
        <source>Comments</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>只读</translation>
    </message>
    <message>
        <source>NOT SAVED</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>nothing to save yet</source>
        <translation>尚无内容需要保存</translation>
    </message>
    <message>
        <source>autosaved {seconds} s ago</source>
        <translation>{seconds} 秒前自动保存</translation>
    </message>
    <message>
        <source>autosaved {seconds} min ago</source>
        <translation>{seconds} 分钟前自动保存</translation>
    </message>
    <message>
        <source>autosaved {seconds} h ago</source>
        <translation>{seconds} 小时前自动保存</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Paint</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Magic wand</source>
        <translation>魔棒</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>画布</translation>
    </message>
    <message>
        <source>Save the project first: the adaptation is stored next to it.</source>
        <translation>请先保存项目：适配结果存放在项目旁边。</translation>
    </message>
    <message>
        <source>The adaptation was not copied ({error}). Adapt again.</source>
        <translation>未能复制适配结果（{error}）。请重新适配。</translation>
    </message>
    <message>
        <source>Stopped before the first step; nothing has changed.</source>
        <translation>在第一步之前已停止，没有任何更改。</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights, so they stay in use</source>
        <translation>适配未能改进当前权重，因此继续使用当前权重</translation>
    </message>
    <message>
        <source>Adapting did not improve the current weights: the object is lost within a few frames; add an exemplar on a later frame</source>
        <translation>适配未能改进当前权重：对象在几帧内就会丢失，请在靠后的帧添加一个参考帧</translation>
    </message>
    <message>
        <source>Edges adapted in {seconds:.0f} s; correct other frames to adapt more</source>
        <translation>边缘已在 {seconds:.0f} 秒内适配；修正其他帧可进一步适配</translation>
    </message>
    <message>
        <source>Adapted in {seconds:.0f} s; the score rose from {score_before:.2f} to {score_after:.2f}</source>
        <translation>已在 {seconds:.0f} 秒内适配；分数由 {score_before:.2f} 升至 {score_after:.2f}</translation>
    </message>
    <message>
        <source>Adapting to this video, step {steps}</source>
        <translation>正在适配此视频，第 {steps} 步</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Detects objects within the marked range, or in the whole video.</source>
        <translation>在标记区间或整个视频中检测对象。</translation>
    </message>
    <message>
        <source>This frame has no mask to refine. Click on the object first.</source>
        <translation>此帧没有可细化的掩码，请先在对象上单击。</translation>
    </message>
    <message>
        <source>Create a dataset?</source>
        <translation>要创建数据集吗？</translation>
    </message>
    <message>
        <source>Create Dataset</source>
        <translation>创建数据集</translation>
    </message>
    <message>
        <source>Open or create a dataset first.</source>
        <translation>请先打开或创建数据集。</translation>
    </message>
    <message>
        <source>New Split</source>
        <translation>新建划分</translation>
    </message>
    <message>
        <source>Name of the split:</source>
        <translation>划分名称：</translation>
    </message>
    <message>
        <source>Assign To</source>
        <translation>分配给</translation>
    </message>
    <message>
        <source>{folder} contains several videos. A dataset groups them under one list of categories. It is stored in that folder as one small file, {file}.</source>
        <translation>{folder} 中有多个视频。数据集可让这些视频共用一套类别，它以一个小文件 {file} 的形式存放在该文件夹中。</translation>
    </message>
    <message>
        <source>{path} was not found. Connect its drive, or press Locate Missing Videos in the list of videos.</source>
        <translation>未找到 {path}。请连接其所在的驱动器，或在视频列表中点击“查找缺失的视频”。</translation>
    </message>
    <message>
        <source>Annotator of these videos:</source>
        <translation>这些视频的标注员：</translation>
    </message>
    <message>
        <source>Folder with the Missing Videos</source>
        <translation>包含缺失视频的文件夹</translation>
    </message>
    <message>
        <source>Open a dataset first.</source>
        <translation>请先打开数据集。</translation>
    </message>
    <message>
        <source>This is the last video.</source>
        <translation>已是最后一个视频。</translation>
    </message>
    <message>
        <source>This is the first video.</source>
        <translation>已是第一个视频。</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the dataset.</source>
        <translation>
            <numerusform>已将 %n 个视频添加到数据集。</numerusform>
        </translation>
    </message>
    <message>
        <source>Train on the dataset?</source>
        <translation>要用此数据集训练吗？</translation>
    </message>
    <message>
        <source>A training run of 30 minutes is added to the queue. If the dataset has the splits train and val, it trains on the first and measures the gain on the second, for each category.</source>
        <translation>将一次 30 分钟的训练加入队列。如果数据集有 train 和 val 划分，则用 train 训练，并在 val 上按类别评估提升幅度。</translation>
    </message>
    <message>
        <source>Train and Use if Better</source>
        <translation>训练，效果更好则使用</translation>
    </message>
    <message>
        <source>New Dataset in Folder</source>
        <translation>在文件夹中新建数据集</translation>
    </message>
    <message>
        <source>Open Dataset</source>
        <translation>打开数据集</translation>
    </message>
    <message>
        <source>GvSeg datasets</source>
        <translation>GvSeg 数据集</translation>
    </message>
    <message>
        <source>Add Videos</source>
        <translation>添加视频</translation>
    </message>
    <message>
        <source>Videos and projects ({suffixes} *.gvseg)</source>
        <translation>视频和项目 ({suffixes} *.gvseg)</translation>
    </message>
    <message>
        <source>No video has an exemplar. Draw an object in one first.</source>
        <translation>没有任何视频包含参考帧，请先在一个视频中绘制对象。</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the queue.</source>
        <translation>
            <numerusform>已将 %n 个视频加入队列。</numerusform>
        </translation>
    </message>
    <message>
        <source>Training was added to the queue.</source>
        <translation>已将训练加入队列。</translation>
    </message>
    <message>
        <source>Nothing to erase here. Select an object first.</source>
        <translation>此处没有可擦除的内容，请先选择一个对象。</translation>
    </message>
    <message>
        <source>Frame {frame} is now an exemplar of {name}.</source>
        <translation>第 {frame} 帧现在是“{name}”的参考帧。</translation>
    </message>
    <message>
        <source>Not in this frame</source>
        <translation>不在此帧中</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>清除掩码</translation>
    </message>
    <message>
        <source>Clear propagated masks</source>
        <translation>清除传播的掩码</translation>
    </message>
    <message>
        <source>Show object</source>
        <translation>显示对象</translation>
    </message>
    <message>
        <source>Hide object</source>
        <translation>隐藏对象</translation>
    </message>
    <message>
        <source>Lock object</source>
        <translation>锁定对象</translation>
    </message>
    <message>
        <source>Unlock object</source>
        <translation>解锁对象</translation>
    </message>
    <message>
        <source>Show only selected</source>
        <translation>仅显示所选</translation>
    </message>
    <message>
        <source>Delete object</source>
        <translation>删除对象</translation>
    </message>
    <message>
        <source>Load exemplar</source>
        <translation>载入参考帧</translation>
    </message>
    <message>
        <source>Nothing to export yet: accept at least one proposal first.</source>
        <translation>尚无可导出的内容：请先接受至少一个候选。</translation>
    </message>
    <message>
        <source>Show First</source>
        <translation>查看第一个</translation>
    </message>
    <message>
        <source>Nothing to export yet. Draw an object first.</source>
        <translation>尚无可导出的内容，请先绘制一个对象。</translation>
    </message>
    <message>
        <source>The export failed ({kind}); please report the details.</source>
        <translation>导出失败（{kind}），请反馈详细信息。</translation>
    </message>
    <message>
        <source>Swapped {names} in frames {first} to {last}.</source>
        <translation>已在第 {first}–{last} 帧互换 {names}。</translation>
    </message>
    <message>
        <source>Split {name} in frames {first} to {last}.</source>
        <translation>已在第 {first}–{last} 帧拆分“{name}”。</translation>
    </message>
    <message>
        <source>Open a video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Drop a video on the window, or press Try the Demo on the start page.</source>
        <translation>将视频拖到窗口中，或在起始页单击“试用演示”。</translation>
    </message>
    <message>
        <source>Mark an object</source>
        <translation>标出对象</translation>
    </message>
    <message>
        <source>Press {tool.clicks} for the Clicks tool, then click an object. Click again to add a part, right-click to remove one.</source>
        <translation>按 {tool.clicks} 切换到点选工具，然后单击对象。再次单击可添加部分，右键单击可移除部分。</translation>
    </message>
    <message>
        <source>Keep the mask</source>
        <translation>保留掩码</translation>
    </message>
    <message>
        <source>Press {edit.accept} to keep the mask. The frame becomes an exemplar: propagation starts from it and never changes it.</source>
        <translation>按 {edit.accept} 保留掩码。该帧成为参考帧：传播从它开始，且不会改动它。</translation>
    </message>
    <message>
        <source>Press {propagate.both}. The mask is propagated through the video in both directions; {edit.cancel} stops and keeps the finished frames.</source>
        <translation>按 {propagate.both}，掩码会沿视频向前后两个方向传播；{edit.cancel} 可停止传播，已完成的帧会保留。</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>修正</translation>
    </message>
    <message>
        <source>Press {review.next_worth} to go to the frame that most needs a correction. Fix its mask with any tool, then press {propagate.both} again.</source>
        <translation>按 {review.next_worth} 跳到最需要修正的帧，用任意工具修正掩码，然后再按一次 {propagate.both}。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Press {file.export} and choose a format. Every edit is already saved, so you can close GvSeg at any time and continue later. Help &gt; Manual explains the rest.</source>
        <translation>按 {file.export} 并选择格式。每次编辑都已保存，因此可以随时关闭 GvSeg，以后再继续。更多说明请见“帮助 &gt; 使用手册”。</translation>
    </message>
    <message>
        <source>Open the video of {name} first, then drop the annotations again.</source>
        <translation>请先打开 {name} 对应的视频，然后再次拖入标注文件。</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read.</source>
        <translation>
            <numerusform>%n 个条目无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Imported {name}. {details}</source>
        <translation>已导入 {name}。{details}</translation>
    </message>
    <message numerus="yes">
        <source>Copied %n mask(s).</source>
        <translation>
            <numerusform>已复制 %n 个掩码。</numerusform>
        </translation>
    </message>
    <message>
        <source>Paste mask</source>
        <translation>粘贴掩码</translation>
    </message>
    <message>
        <source>Paste masks</source>
        <translation>粘贴掩码</translation>
    </message>
    <message numerus="yes">
        <source>%n drawn or verified mask(s) stayed unchanged.</source>
        <translation>
            <numerusform>%n 个手动绘制或已核对的掩码保持不变。</numerusform>
        </translation>
    </message>
    <message>
        <source>The copied mask is from a video of {copied} pixels; this one has {own}.</source>
        <translation>复制的掩码来自 {copied} 像素的视频，而此视频为 {own}。</translation>
    </message>
    <message>
        <source>Refine edge</source>
        <translation>优化边缘</translation>
    </message>
    <message>
        <source>Grow mask</source>
        <translation>扩张掩码</translation>
    </message>
    <message>
        <source>Shrink mask</source>
        <translation>收缩掩码</translation>
    </message>
    <message>
        <source>Smooth mask</source>
        <translation>平滑掩码</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>填充孔洞</translation>
    </message>
    <message>
        <source>Remove small parts</source>
        <translation>去除碎片</translation>
    </message>
    <message>
        <source>{label}: nothing to change on this frame.</source>
        <translation>{label}：此帧无需更改。</translation>
    </message>
    <message>
        <source>Stopped; no mask was changed.</source>
        <translation>已停止，没有更改任何掩码。</translation>
    </message>
    <message numerus="yes">
        <source>{label}: %n mask(s) changed.</source>
        <translation>
            <numerusform>{label}：已更改 %n 个掩码。</numerusform>
        </translation>
    </message>
    <message>
        <source>{label}: no mask in these frames would change.</source>
        <translation>{label}：这些帧中没有掩码需要更改。</translation>
    </message>
    <message numerus="yes">
        <source>Skipped %n mask(s) that would have vanished.</source>
        <translation>
            <numerusform>已跳过 %n 个掩码，否则它们会消失。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolating %n mask(s); press Esc to stop.</source>
        <translation>
            <numerusform>正在插值 %n 个掩码；按 Esc 停止。</numerusform>
        </translation>
    </message>
    <message>
        <source>Draw {name} on both sides of the gap, then try again.</source>
        <translation>请在空缺的前后两侧都绘制“{name}”，然后重试。</translation>
    </message>
    <message>
        <source>{name} is marked as not in frame {frame}; draw it there first.</source>
        <translation>“{name}”在第 {frame} 帧标为“不在此帧中”，请先在该帧绘制。</translation>
    </message>
    <message>
        <source>There is no frame between {earlier} and {later}.</source>
        <translation>第 {earlier} 帧与第 {later} 帧之间没有其他帧。</translation>
    </message>
    <message>
        <source>Interpolate</source>
        <translation>插值</translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n mask(s): frames {first} to {last}.</source>
        <translation>
            <numerusform>已插值 %n 个掩码：第 {first}–{last} 帧。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no object {number} in the list.</source>
        <translation>列表中没有第 {number} 个对象。</translation>
    </message>
    <message>
        <source>{name} is read-only here. Use Save Project As to edit a copy.</source>
        <translation>{name} 在此处为只读。如需编辑，请用“项目另存为”创建副本。</translation>
    </message>
    <message>
        <source>{name} was not opened because its video was not found.</source>
        <translation>未打开 {name}，因为找不到它的视频。</translation>
    </message>
    <message>
        <source>Find Video</source>
        <translation>查找视频</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open Video</source>
        <translation>打开视频</translation>
    </message>
    <message>
        <source>Open Folder of Images</source>
        <translation>打开图像文件夹</translation>
    </message>
    <message>
        <source>Open Project</source>
        <translation>打开项目</translation>
    </message>
    <message>
        <source>Save Project As</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>The project is now saved as {path}.</source>
        <translation>项目现已保存为 {path}。</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>Videos</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>GvSeg projects</source>
        <translation>GvSeg 项目</translation>
    </message>
    <message>
        <source>Propagate All</source>
        <translation>传播全部</translation>
    </message>
    <message numerus="yes">
        <source>Propagated to %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>已传播到 %n 帧，用时 {duration}。</numerusform>
        </translation>
    </message>
    <message>
        <source>Next to Correct</source>
        <translation>下一个待修正帧</translation>
    </message>
    <message numerus="yes">
        <source>Accept %n proposal(s)</source>
        <translation>
            <numerusform>接受 %n 个候选</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n proposal(s)</source>
        <translation>
            <numerusform>拒绝 %n 个候选</numerusform>
        </translation>
    </message>
    <message>
        <source>These weights support only the exemplar task; choose others in the settings.</source>
        <translation>这些权重仅支持参考帧任务，请在设置中选择其他权重。</translation>
    </message>
    <message>
        <source>All classes are ignored, so nothing can be detected.</source>
        <translation>所有模型类别都被忽略，因此无法检测任何对象。</translation>
    </message>
    <message>
        <source>Choose Classes</source>
        <translation>选择类别</translation>
    </message>
    <message numerus="yes">
        <source>No objects found on %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>在 %n 帧中未发现对象，用时 {duration}。</numerusform>
        </translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, hidden: below a score of {score:.2f} (change the threshold in Proposals).</source>
        <translation>在 {frames}中发现 {proposals}，用时 {duration}；分数均低于 {score:.2f}，已隐藏（可在“候选”面板中调整阈值）。</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}, {count} of them hidden below a score of {score:.2f}; accept or reject them.</source>
        <translation>在 {frames}中发现 {proposals}，用时 {duration}；其中 {count} 个分数低于 {score:.2f}，已隐藏。请逐个接受或拒绝。</translation>
    </message>
    <message>
        <source>{proposals} on {frames} in {duration}; accept or reject them.</source>
        <translation>在 {frames}中发现 {proposals}，用时 {duration}；请接受或拒绝。</translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation>
            <numerusform>%n 个候选</numerusform>
        </translation>
    </message>
    <message>
        <source>The import failed. Videos that were finished before are kept.</source>
        <translation>导入失败。此前已完成的视频会保留。</translation>
    </message>
    <message>
        <source>No video has a project yet. Draw an object in one first.</source>
        <translation>还没有任何视频有项目，请先在一个视频中绘制对象。</translation>
    </message>
    <message>
        <source>The export failed. Nothing was written.</source>
        <translation>导出失败，没有写入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>Imported %n video(s).</source>
        <translation>
            <numerusform>已导入 %n 个视频。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were already in the dataset.</source>
        <translation>
            <numerusform>%n 个视频已在数据集中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) are listed below.</source>
        <translation>
            <numerusform>下面列出了 %n 个问题。</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported {videos}: {objects}, {frames}.</source>
        <translation>已导出 {videos}：{objects}，{frames}。</translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n 帧</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were left out.</source>
        <translation>
            <numerusform>%n 个视频未导出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No objects yet, %n frame(s)</source>
        <translation>
            <numerusform>尚无对象，%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>{objects}, {annotated} of {frames}</source>
        <translation>{objects}，已标注 {annotated} / {frames}</translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>That was the last one. Press N to start again.</source>
        <translation>已是最后一个，按 N 从头开始。</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>There is no mask here to verify.</source>
        <translation>此处没有可核对的掩码。</translation>
    </message>
    <message>
        <source>Verify object</source>
        <translation>核对对象</translation>
    </message>
    <message>
        <source>Draw an object and propagate first; then press N to go to frames worth correcting.</source>
        <translation>请先绘制对象并传播，然后按 N 跳到待修正的帧。</translation>
    </message>
    <message>
        <source>No frame needs correction.</source>
        <translation>没有需要修正的帧。</translation>
    </message>
    <message>
        <source>This is the last frame; there is nothing to propagate to.</source>
        <translation>已是最后一帧，没有可传播到的帧。</translation>
    </message>
    <message>
        <source>This is the first frame; there is nothing to propagate to.</source>
        <translation>已是第一帧，没有可传播到的帧。</translation>
    </message>
    <message>
        <source>The range has only one frame; mark a longer range.</source>
        <translation>区间只有一帧，请标记更长的区间。</translation>
    </message>
    <message>
        <source>Nothing has changed since the last run.</source>
        <translation>自上次运行以来没有任何改动。</translation>
    </message>
    <message>
        <source>All objects are locked; unlock the one to propagate.</source>
        <translation>所有对象均已锁定，请解锁要传播的对象。</translation>
    </message>
    <message numerus="yes">
        <source>All %n object(s)</source>
        <translation>
            <numerusform>全部 %n 个对象</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n object(s)</source>
        <translation>
            <numerusform>{count} / %n 个对象</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adds %n mask(s)</source>
        <translation>
            <numerusform>新增 %n 个掩码</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces %n propagated mask(s)</source>
        <translation>
            <numerusform>替换 %n 个传播的掩码</numerusform>
        </translation>
    </message>
    <message>
        <source>keeps {kept} drawn or verified</source>
        <translation>保留 {kept} 个手动绘制或已核对的掩码</translation>
    </message>
    <message numerus="yes">
        <source>starts from %n imported or verified mask(s)</source>
        <translation>
            <numerusform>以 %n 个导入或已核对的掩码为起点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves out %n locked object(s)</source>
        <translation>
            <numerusform>跳过 %n 个锁定的对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Select an object that is drawn on at least one frame.</source>
        <translation>请选择一个至少在一帧上绘制过的对象。</translation>
    </message>
    <message>
        <source>Adapt Again</source>
        <translation>重新适配</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after {done} of %n frame(s); finished masks are kept.</source>
        <translation>
            <numerusform>已完成 {done} / %n 帧后停止，已完成的掩码会保留。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped before the first frame was finished.</source>
        <translation>在第一帧完成之前已停止。</translation>
    </message>
    <message>
        <source>{damaged} cannot be recovered ({kind}); please report the details.</source>
        <translation>无法恢复 {damaged}（{kind}），请反馈详细信息。</translation>
    </message>
    <message numerus="yes">
        <source>%n mask(s)</source>
        <translation>
            <numerusform>%n 个掩码</numerusform>
        </translation>
    </message>
    <message>
        <source>Recovered {objects} with {masks} in {name}.{lost} Please review them.</source>
        <translation>已在 {name} 中恢复 {objects}和 {masks}。{lost}请检查。</translation>
    </message>
    <message>
        <source>The search for frames failed ({kind}); please report the details.</source>
        <translation>查找待修正帧失败（{kind}），请反馈详细信息。</translation>
    </message>
    <message>
        <source>the bundled weights</source>
        <translation>内置权重</translation>
    </message>
    <message>
        <source>the model {name}</source>
        <translation>模型“{name}”</translation>
    </message>
    <message>
        <source>The next run uses {words}.</source>
        <translation>下次运行将使用{words}。</translation>
    </message>
    <message>
        <source>Training cannot start: {error}.</source>
        <translation>无法开始训练：{error}。</translation>
    </message>
    <message>
        <source>Training is finished. {verdict}</source>
        <translation>训练完成。{verdict}</translation>
    </message>
    <message>
        <source>Training failed without a message.</source>
        <translation>训练失败，没有错误信息。</translation>
    </message>
    <message>
        <source>Training stopped; you can resume it.</source>
        <translation>训练已停止，可以继续。</translation>
    </message>
    <message>
        <source>Show Runs</source>
        <translation>查看训练记录</translation>
    </message>
    <message>
        <source>The file could not be read ({kind}).</source>
        <translation>无法读取该文件（{kind}）。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是/否</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>单选</translation>
    </message>
    <message>
        <source>Attributes</source>
        <translation>属性</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Choices (a, b, c)</source>
        <translation>选项 (a, b, c)</translation>
    </message>
    <message>
        <source>Per frame</source>
        <translation>逐帧</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Attributes of the objects of this category.</source>
        <translation>此类别的对象所具有的属性。</translation>
    </message>
    <message>
        <source>The value may differ from frame to frame</source>
        <translation>取值可逐帧变化</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Objects are countable (a thing, not stuff)</source>
        <translation>对象可计数（thing，而非 stuff）</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Category for the objects of a deleted category</source>
        <translation>被删除类别的对象所归入的类别</translation>
    </message>
    <message>
        <source>Move its objects to</source>
        <translation>将其对象移至</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>New Category</source>
        <translation>新建类别</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>上级类别(&amp;G)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Changes apply immediately and can be undone.</source>
        <translation>更改立即生效，并可撤销。</translation>
    </message>
    <message>
        <source>A project needs at least one category.</source>
        <translation>项目至少需要一个类别。</translation>
    </message>
    <message>
        <source>A category needs a name.</source>
        <translation>类别需要有名称。</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Zoom at pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>Space+drag or middle drag</source>
        <translation>空格+拖动或中键拖动</translation>
    </message>
    <message>
        <source>Pan the view</source>
        <translation>平移视图</translation>
    </message>
    <message>
        <source>Right button or Shift</source>
        <translation>右键或 Shift</translation>
    </message>
    <message>
        <source>Erase with the brush</source>
        <translation>用画笔擦除</translation>
    </message>
    <message>
        <source>Right click</source>
        <translation>右键单击</translation>
    </message>
    <message>
        <source>Negative click (clicks tool)</source>
        <translation>负点击（点选工具）</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+拖动</translation>
    </message>
    <message>
        <source>Mark a range (timeline)</source>
        <translation>标记区间（时间轴）</translation>
    </message>
    <message>
        <source>Wheel on the timeline</source>
        <translation>在时间轴上滚动滚轮</translation>
    </message>
    <message>
        <source>Zoom the timeline</source>
        <translation>缩放时间轴</translation>
    </message>
    <message>
        <source>Ctrl+click</source>
        <translation>Ctrl+单击</translation>
    </message>
    <message>
        <source>Select the object under the mouse with any tool</source>
        <translation>使用任意工具时选中鼠标下的对象</translation>
    </message>
    <message>
        <source>Ctrl+Shift+click</source>
        <translation>Ctrl+Shift+单击</translation>
    </message>
    <message>
        <source>Add it to the selection</source>
        <translation>加入选择</translation>
    </message>
    <message>
        <source>Find by name or key</source>
        <translation>按名称或按键查找</translation>
    </message>
    <message>
        <source>No shortcut matches.</source>
        <translation>没有匹配的快捷键。</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies)</source>
        <translation>
            <numerusform>%n 个类别</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name}: {objects} in {categories}, %n frame(s) of {width}x{height}</source>
        <translation>
            <numerusform>{name}：{objects}，{categories}，%n 帧，{width}x{height}</numerusform>
        </translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Polygons instead of run-length codes (loses holes)</source>
        <translation>使用多边形代替游程编码（会丢失孔洞）</translation>
    </message>
    <message>
        <source>Also export frames as JPEG</source>
        <translation>同时将视频帧导出为 JPEG</translation>
    </message>
    <message>
        <source>Use the folder layout of the DAVIS dataset</source>
        <translation>使用 DAVIS 数据集的文件夹结构</translation>
    </message>
    <message>
        <source>{} %</source>
        <translation>{}%</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>掩码不透明度</translation>
    </message>
    <message>
        <source>Width of the soft edge in pixels</source>
        <translation>柔和边缘的宽度（像素）</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>柔和边缘</translation>
    </message>
    <message>
        <source>Export annotations</source>
        <translation>导出标注</translation>
    </message>
    <message>
        <source>Whole video</source>
        <translation>整个视频</translation>
    </message>
    <message>
        <source>Marked range</source>
        <translation>标记区间</translation>
    </message>
    <message>
        <source>Include file paths</source>
        <translation>包含文件路径</translation>
    </message>
    <message>
        <source>Copy Details</source>
        <translation>复制详细信息</translation>
    </message>
    <message>
        <source>Open Folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Wrote {frames} with {objects}.</source>
        <translation>已写入 {frames}，{objects}。</translation>
    </message>
    <message>
        <source>The export failed; nothing was written.</source>
        <translation>导出失败，没有写入任何内容。</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>选择...</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>Export Dataset</source>
        <translation>导出数据集</translation>
    </message>
    <message>
        <source>Splits of the dataset: {splits}</source>
        <translation>数据集的划分：{splits}</translation>
    </message>
    <message>
        <source>Random splits:</source>
        <translation>随机划分：</translation>
    </message>
    <message>
        <source>No splits</source>
        <translation>不划分</translation>
    </message>
    <message>
        <source>The same share of each category in every split</source>
        <translation>每个划分中各类别的比例相同</translation>
    </message>
    <message>
        <source>Only frames whose masks are all drawn or verified</source>
        <translation>仅导出所有掩码均为手动绘制或已核对的帧</translation>
    </message>
    <message>
        <source>Export frames as JPEG; otherwise refer to the videos</source>
        <translation>将帧导出为 JPEG；否则引用原视频</translation>
    </message>
    <message>
        <source>Shares of the random splits</source>
        <translation>随机划分的比例</translation>
    </message>
    <message>
        <source>Seed of the random splits</source>
        <translation>随机划分的种子</translation>
    </message>
    <message>
        <source>Export every n-th frame</source>
        <translation>每 n 帧导出一帧</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Splits</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Every n-th frame, n =</source>
        <translation>每 n 帧取一帧，n =</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Not exported: {what}</source>
        <translation>不会导出：{what}</translation>
    </message>
    <message>
        <source>{folder} is not empty; choose a new folder.</source>
        <translation>{folder} 不为空，请选择新的文件夹。</translation>
    </message>
    <message>
        <source>Marked range (none; Shift+drag in the timeline)</source>
        <translation>标记区间（无；在时间轴上按住 Shift 拖动可标记）</translation>
    </message>
    <message>
        <source>Marked range: {first} to {last} ({count})</source>
        <translation>标记区间：{first}–{last}（{count}）</translation>
    </message>
    <message>
        <source>Whole video ({whole})</source>
        <translation>整个视频（{whole}）</translation>
    </message>
    <message>
        <source>&amp;To folder</source>
        <translation>保存到文件夹(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;To file</source>
        <translation>保存到文件(&amp;T)</translation>
    </message>
    <message>
        <source>Not exported: {loses}</source>
        <translation>不会导出：{loses}</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>Export to folder</source>
        <translation>导出到文件夹</translation>
    </message>
    <message>
        <source>Export to file</source>
        <translation>导出到文件</translation>
    </message>
    <message>
        <source>Stopping...</source>
        <translation>正在停止...</translation>
    </message>
    <message>
        <source>Writing {title}...</source>
        <translation>正在写入“{title}”...</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Choose a folder to write to.</source>
        <translation>请选择要写入的文件夹。</translation>
    </message>
    <message>
        <source>Choose a file to write to.</source>
        <translation>请选择要写入的文件。</translation>
    </message>
    <message>
        <source>{out} is a file; choose another folder.</source>
        <translation>{out} 是文件，请选择其他文件夹。</translation>
    </message>
    <message>
        <source>{out} is a folder; choose another file.</source>
        <translation>{out} 是文件夹，请选择其他文件。</translation>
    </message>
    <message>
        <source>The folder {name} is not empty. Press Replace to replace the files that have the same names, or choose another folder.</source>
        <translation>文件夹 {name} 不为空。按“替换”将替换其中的同名文件，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>{name} already exists. Press Replace to replace it, or choose another file.</source>
        <translation>{name} 已存在。按“替换”将其替换，或选择其他文件。</translation>
    </message>
    <message>
        <source>Writes images to {out}; files of the same name are replaced.</source>
        <translation>将图像写入 {out}；同名文件会被替换。</translation>
    </message>
    <message>
        <source>Writes images to {out}.</source>
        <translation>将图像写入 {out}。</translation>
    </message>
    <message>
        <source>Replaces {out}</source>
        <translation>替换 {out}</translation>
    </message>
    <message>
        <source>Writes {out}</source>
        <translation>写入 {out}</translation>
    </message>
    <message>
        <source>Import annotations</source>
        <translation>导入标注</translation>
    </message>
    <message>
        <source>A file, a folder or a zip archive</source>
        <translation>文件、文件夹或 zip 压缩包</translation>
    </message>
    <message>
        <source>Merge objects that have the same number</source>
        <translation>合并编号相同的对象</translation>
    </message>
    <message>
        <source>Merge objects without a number that overlap by half or more</source>
        <translation>合并重叠一半以上的无编号对象</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Import Dataset</source>
        <translation>导入数据集</translation>
    </message>
    <message>
        <source>Folder or JSON file of a published dataset</source>
        <translation>公开数据集的文件夹或 JSON 文件</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Only if they are in another folder</source>
        <translation>仅当它们位于其他文件夹时需要</translation>
    </message>
    <message>
        <source>F&amp;rom</source>
        <translation>来源(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Videos or frames</source>
        <translation>视频或帧(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>结构(&amp;L)</translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) fit this folder; choose how to read it.</source>
        <translation>
            <numerusform>此文件夹符合 %n 种结构，请选择读取方式。</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose the folder of a published dataset first.</source>
        <translation>请先选择公开数据集的文件夹。</translation>
    </message>
    <message>
        <source>Reading the folder...</source>
        <translation>正在读取文件夹...</translation>
    </message>
    <message>
        <source>Choose a folder for the dataset.</source>
        <translation>请选择存放数据集的文件夹。</translation>
    </message>
    <message>
        <source>The folder could not be read ({kind}).</source>
        <translation>无法读取该文件夹（{kind}）。</translation>
    </message>
    <message>
        <source>&amp;Video</source>
        <translation>视频(&amp;V)</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>File...</source>
        <translation>文件...</translation>
    </message>
    <message>
        <source>Folder...</source>
        <translation>文件夹...</translation>
    </message>
    <message>
        <source>Detected: {reason}.</source>
        <translation>已识别，依据：{reason}。</translation>
    </message>
    <message>
        <source>All parts of this video</source>
        <translation>此视频的所有部分</translation>
    </message>
    <message>
        <source>Choose a file or a folder first.</source>
        <translation>请先选择文件或文件夹。</translation>
    </message>
    <message>
        <source>Reading...</source>
        <translation>正在读取...</translation>
    </message>
    <message>
        <source>Import the Rest</source>
        <translation>导入其余部分</translation>
    </message>
    <message>
        <source>{error} Open their video first.</source>
        <translation>{error} 请先打开对应的视频。</translation>
    </message>
    <message>
        <source>Frame {frame}</source>
        <translation>第 {frame} 帧</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) cannot be read and will be left out:</source>
        <translation>
            <numerusform>%n 个条目无法读取，将被跳过：</numerusform>
        </translation>
    </message>
    <message>
        <source>... and {count} more.</source>
        <translation>... 以及另外 {count} 个。</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Chapter</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>Snaps the outline to the nearest colour edge within the width.</source>
        <translation>将轮廓吸附到该宽度范围内最近的颜色边缘。</translation>
    </message>
    <message>
        <source>Moves the outline out by the width.</source>
        <translation>将轮廓按该宽度向外扩张。</translation>
    </message>
    <message>
        <source>Moves the outline in by the width.</source>
        <translation>将轮廓按该宽度向内收缩。</translation>
    </message>
    <message>
        <source>Removes bumps and dents narrower than the width.</source>
        <translation>去除轮廓上窄于该宽度的凸起和凹陷。</translation>
    </message>
    <message>
        <source>Fills every hole.</source>
        <translation>填充所有孔洞。</translation>
    </message>
    <message>
        <source>Mask Operation</source>
        <translation>掩码操作</translation>
    </message>
    <message>
        <source>Keep verified masks unchanged</source>
        <translation>已核对的掩码保持不变</translation>
    </message>
    <message>
        <source>Preview on this frame</source>
        <translation>在此帧预览</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>&amp;Width</source>
        <translation>宽度(&amp;W)</translation>
    </message>
    <message>
        <source>This frame</source>
        <translation>此帧</translation>
    </message>
    <message>
        <source>Marked range, frames {first} to {last}</source>
        <translation>标记区间，第 {first}–{last} 帧</translation>
    </message>
    <message>
        <source>All frames with a mask</source>
        <translation>所有有掩码的帧</translation>
    </message>
    <message>
        <source>&amp;Operation</source>
        <translation>操作(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Frames</source>
        <translation>帧范围(&amp;F)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>还没有消息。</translation>
    </message>
    <message>
        <source>Copy All</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Use Previous Model</source>
        <translation>使用上一个模型</translation>
    </message>
    <message>
        <source>Open Report</source>
        <translation>打开报告</translation>
    </message>
    <message>
        <source>The weights {path} from the settings are in use. Select a model to use it instead.</source>
        <translation>当前使用的是设置中的权重 {path}。选择一个模型即可改用该模型。</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>comes with GvSeg</source>
        <translation>随 GvSeg 提供</translation>
    </message>
    <message>
        <source>trained from {parent} on {day}</source>
        <translation>由 {parent} 训练而来，{day}</translation>
    </message>
    <message>
        <source>trained on {day}</source>
        <translation>训练于 {day}</translation>
    </message>
    <message>
        <source>trained from {parent}</source>
        <translation>由 {parent} 训练而来</translation>
    </message>
    <message>
        <source>trained</source>
        <translation>训练得到</translation>
    </message>
    <message>
        <source>{origin}, with {data}</source>
        <translation>{origin}，使用 {data}</translation>
    </message>
    <message>
        <source>Paste to Range</source>
        <translation>粘贴到区间</translation>
    </message>
    <message>
        <source>Replace drawn and verified masks too</source>
        <translation>同时替换手动绘制和已核对的掩码</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>&amp;First frame</source>
        <translation>起始帧(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Last frame</source>
        <translation>结束帧(&amp;L)</translation>
    </message>
    <message numerus="yes">
        <source>The copied mask is pasted to %n frame(s).</source>
        <translation>
            <numerusform>复制的掩码将粘贴到 %n 帧。</numerusform>
        </translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详细信息</translation>
    </message>
    <message>
        <source>Choose: {field}</source>
        <translation>选择：{field}</translation>
    </message>
    <message>
        <source>Working...</source>
        <translation>正在处理...</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Video not found</source>
        <translation>未找到视频</translation>
    </message>
    <message>
        <source>{name} annotates {video}, which no longer exists. Select its new location; the project is not changed until then.</source>
        <translation>{name} 所标注的视频 {video} 已不存在。请选择它的新位置；在此之前不会更改项目。</translation>
    </message>
    <message>
        <source>Locate Video...</source>
        <translation>定位视频...</translation>
    </message>
    <message>
        <source>{name} is open on {host} by {person} since {time}.</source>
        <translation>{name} 已在 {host} 上打开（用户：{person}，自 {time} 起）。</translation>
    </message>
    <message>
        <source>somebody</source>
        <translation>未知用户</translation>
    </message>
    <message>
        <source>Open Read-Only</source>
        <translation>以只读方式打开</translation>
    </message>
    <message>
        <source>Somebody else has this project open</source>
        <translation>此项目已被他人打开</translation>
    </message>
    <message>
        <source>You can look at it now, and edit it when it is closed there.</source>
        <translation>现在可以查看，待对方关闭后即可编辑。</translation>
    </message>
    <message>
        <source>Was this project left open by a crash?</source>
        <translation>此项目是否因崩溃而未正常关闭？</translation>
    </message>
    <message>
        <source>That computer has given no sign of life for {minutes} minutes. If GvSeg no longer runs there, take the project over. If it does, ask {person} first, or later changes made there will not be saved.</source>
        <translation>那台计算机已有 {minutes} 分钟没有响应。如果 GvSeg 已不在那里运行，可以接管项目；如果仍在运行，请先与对方（{person}）确认，否则对方之后所做的更改将无法保存。</translation>
    </message>
    <message>
        <source>Take Over</source>
        <translation>接管</translation>
    </message>
    <message>
        <source>The video has changed</source>
        <translation>视频已更改</translation>
    </message>
    <message>
        <source>{reason} Use it if it is the same video saved again; otherwise choose the original.</source>
        <translation>{reason} 如果这是重新保存的同一视频，可直接使用；否则请选择原始视频。</translation>
    </message>
    <message>
        <source>Use It</source>
        <translation>使用此视频</translation>
    </message>
    <message>
        <source>Choose Another...</source>
        <translation>选择其他视频...</translation>
    </message>
    <message>
        <source>Open Video Only</source>
        <translation>仅打开视频</translation>
    </message>
    <message>
        <source>Discard the training run started on {when}?</source>
        <translation>要放弃 {when} 开始的训练吗？</translation>
    </message>
    <message>
        <source>Recover Project</source>
        <translation>恢复项目</translation>
    </message>
    <message>
        <source>The project cannot be opened</source>
        <translation>无法打开项目</translation>
    </message>
    <message>
        <source>Some changes are not saved</source>
        <translation>部分更改尚未保存</translation>
    </message>
    <message>
        <source>{reason} Later changes would be lost.</source>
        <translation>{reason} 之后的更改将会丢失。</translation>
    </message>
    <message>
        <source>Close Without Saving</source>
        <translation>不保存并关闭</translation>
    </message>
    <message>
        <source>Save As...</source>
        <translation>另存为...</translation>
    </message>
    <message>
        <source>Its progress is deleted permanently. To continue later, pause the run instead.</source>
        <translation>其进度将被永久删除。如需以后继续，请改为暂停训练。</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Remove the model {name}?</source>
        <translation>要移除模型“{name}”吗？</translation>
    </message>
    <message>
        <source>Its weights will be deleted permanently.</source>
        <translation>其权重将被永久删除。</translation>
    </message>
    <message>
        <source>GvSeg crashed last time</source>
        <translation>GvSeg 上次运行时崩溃了</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg. Every edit was saved when you made it. Please report the details.</source>
        <translation>这是 GvSeg 的程序错误。每次编辑都已即时保存。请反馈详细信息。</translation>
    </message>
    <message>
        <source>Your edits are saved.</source>
        <translation>所做的编辑已保存。</translation>
    </message>
    <message>
        <source>Something went wrong in GvSeg</source>
        <translation>GvSeg 出现了问题</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). {saved} You can continue; if something looks wrong, restart GvSeg. Please report the details.</source>
        <translation>这是 GvSeg 的程序错误（{kind}）。{saved}可以继续使用；如有异常，请重新启动 GvSeg。请反馈详细信息。</translation>
    </message>
    <message>
        <source>This is a bug in GvSeg ({kind}). Please report the details.</source>
        <translation>这是 GvSeg 的程序错误（{kind}）。请反馈详细信息。</translation>
    </message>
    <message>
        <source>GvSeg cannot start</source>
        <translation>GvSeg 无法启动</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Video annotation: outline an object, propagate it through the video, correct, export. Everything stays on this computer. MIT licence.</source>
        <translation>视频标注：勾出对象轮廓，将其传播到整个视频，修正，导出。所有数据都保留在本机。采用 MIT 许可证。</translation>
    </message>
    <message>
        <source>Automatic (fastest available)</source>
        <translation>自动（最快的可用设备）</translation>
    </message>
    <message>
        <source>Processor (cpu)</source>
        <translation>处理器 (cpu)</translation>
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
        <translation>设置</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>&amp;Mask opacity</source>
        <translation>掩码不透明度(&amp;M)</translation>
    </message>
    <message>
        <source>Show mask outlines</source>
        <translation>显示掩码轮廓</translation>
    </message>
    <message>
        <source>Hatch masks with patterns (for colour-blind users)</source>
        <translation>为掩码添加填充图案（便于色觉障碍用户区分）</translation>
    </message>
    <message>
        <source>Language of the system</source>
        <translation>跟随系统语言</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>GvSeg uses this language from its next start.</source>
        <translation>GvSeg 将在下次启动时使用此语言。</translation>
    </message>
    <message>
        <source>&amp;Device</source>
        <translation>设备(&amp;D)</translation>
    </message>
    <message>
        <source>Bundled weights</source>
        <translation>内置权重</translation>
    </message>
    <message>
        <source>&amp;Weights</source>
        <translation>权重(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Short side</source>
        <translation>短边(&amp;S)</translation>
    </message>
    <message>
        <source>Size of frames inside the network: smaller is faster and uses less memory, larger shows finer detail. 0 uses the default of the weights.</source>
        <translation>网络输入图像的短边：越小越快，越大越精细；0 表示权重的默认值。</translation>
    </message>
    <message>
        <source>&amp;Adapt for</source>
        <translation>适配时长(&amp;A)</translation>
    </message>
    <message>
        <source>Recorded with your comments, reviews and verified masks</source>
        <translation>随批注、审核结果和已核对的掩码一同记录</translation>
    </message>
    <message>
        <source>Your &amp;name</source>
        <translation>姓名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Low confidence</source>
        <translation>低置信度(&amp;L)</translation>
    </message>
    <message>
        <source>below {} %</source>
        <translation>低于 {}%</translation>
    </message>
    <message>
        <source>Shortcuts...</source>
        <translation>快捷键...</translation>
    </message>
    <message>
        <source>Choose weights</source>
        <translation>选择权重</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>File {text} does not exist.</source>
        <translation>文件 {text} 不存在。</translation>
    </message>
    <message>
        <source>Weights must be a .safetensors file.</source>
        <translation>权重必须是 .safetensors 文件。</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>Reset All</source>
        <translation>全部重置</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>{key} is assigned to {names} and will be reassigned.</source>
        <translation>{key} 已用于：{names}。将改为此操作使用。</translation>
    </message>
    <message>
        <source>{key} is free.</source>
        <translation>{key} 可用。</translation>
    </message>
    <message>
        <source>{key} is assigned to {names}; change one of them.</source>
        <translation>{key} 同时用于：{names}。请更改其中之一。</translation>
    </message>
    <message>
        <source>Click the field and press the new key.</source>
        <translation>请单击输入框并按下新的按键。</translation>
    </message>
    <message>
        <source>Drawn or corrected</source>
        <translation>手动绘制或修正</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Propagated</source>
        <translation>已传播</translation>
    </message>
    <message>
        <source>Whole videos if there are three or more, else the end of each</source>
        <translation>若有三个或以上视频则留出整个视频，否则留出每个视频的末尾</translation>
    </message>
    <message>
        <source>Whole videos</source>
        <translation>整个视频</translation>
    </message>
    <message>
        <source>The end of each video</source>
        <translation>每个视频的末尾</translation>
    </message>
    <message>
        <source>Training improves the model with your corrections. It runs in the background: you can go on annotating, or close GvSeg. When it ends, you choose whether to use the new model.</source>
        <translation>训练会利用修正结果改进模型。训练在后台运行：可以继续标注，也可以关闭 GvSeg。训练结束后，再决定是否使用新模型。</translation>
    </message>
    <message>
        <source>Train on My Corrections</source>
        <translation>用修正结果训练</translation>
    </message>
    <message>
        <source>Training data</source>
        <translation>训练数据</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>时长(&amp;T)</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>高级</translation>
    </message>
    <message>
        <source>Train &amp;on</source>
        <translation>数据来源(&amp;O)</translation>
    </message>
    <message>
        <source>Weight of masks</source>
        <translation>掩码的权重</translation>
    </message>
    <message>
        <source>&amp;Test on</source>
        <translation>测试数据(&amp;T)</translation>
    </message>
    <message>
        <source>Skip files that cannot be read</source>
        <translation>跳过无法读取的文件</translation>
    </message>
    <message>
        <source>Add Projects...</source>
        <translation>添加项目...</translation>
    </message>
    <message>
        <source>Add Folder...</source>
        <translation>添加文件夹...</translation>
    </message>
    <message>
        <source>How much these masks count; 0 leaves them out.</source>
        <translation>这类掩码所占的比重；0 表示不使用。</translation>
    </message>
    <message>
        <source>Weight of masks: {title}</source>
        <translation>掩码的权重：{title}</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Add projects or exports</source>
        <translation>添加项目或导出结果</translation>
    </message>
    <message>
        <source>Projects and exports (*.gvseg *.json *.txt)</source>
        <translation>项目和导出结果 (*.gvseg *.json *.txt)</translation>
    </message>
    <message>
        <source>Add the folder of an export</source>
        <translation>添加导出结果所在的文件夹</translation>
    </message>
    <message>
        <source>Add a project or an export with corrected masks.</source>
        <translation>请添加含有修正掩码的项目或导出结果。</translation>
    </message>
    <message>
        <source>The training data cannot be read.</source>
        <translation>无法读取训练数据。</translation>
    </message>
    <message>
        <source>{count} {kind}</source>
        <translation>{kind} {count}</translation>
    </message>
    <message>
        <source>no masks</source>
        <translation>没有掩码</translation>
    </message>
    <message>
        <source>; {count} held out</source>
        <translation>；留出 {count} 帧</translation>
    </message>
    <message>
        <source>{name}: {objects}, {frames} to train on ({masks}){held}</source>
        <translation>{name}：{objects}，{frames}用于训练（{masks}）{held}</translation>
    </message>
    <message>
        <source>Categories: {categories}</source>
        <translation>类别：{categories}</translation>
    </message>
    <message>
        <source>To score the result, {how}.</source>
        <translation>评估方式：{how}。</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>已跳过：{reason}</translation>
    </message>
    <message>
        <source>Training. You can close GvSeg; training continues.</source>
        <translation>正在训练。可以关闭 GvSeg，训练会继续进行。</translation>
    </message>
    <message>
        <source>Stopped. You can resume it.</source>
        <translation>已停止，可以继续。</translation>
    </message>
    <message>
        <source>Finished.</source>
        <translation>已完成。</translation>
    </message>
    <message>
        <source>This run failed.</source>
        <translation>此次训练失败。</translation>
    </message>
    <message>
        <source>Saving and stopping...</source>
        <translation>正在保存并停止...</translation>
    </message>
    <message>
        <source>No scores yet</source>
        <translation>还没有评分</translation>
    </message>
    <message>
        <source>step 0 to {last}</source>
        <translation>第 0 步至第 {last} 步</translation>
    </message>
    <message>
        <source>Training Runs</source>
        <translation>训练记录</translation>
    </message>
    <message>
        <source>No training runs yet.</source>
        <translation>还没有训练记录。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Keep Old Model</source>
        <translation>保留旧模型</translation>
    </message>
    <message>
        <source>Use This Model</source>
        <translation>使用此模型</translation>
    </message>
    <message>
        <source>Trained on: {videos}.</source>
        <translation>训练视频：{videos}。</translation>
    </message>
    <message>
        <source>Held-out J&amp;F: {first:.3f} before, {last:.3f} at step {step}, best {best:.3f}.</source>
        <translation>留出集 J&amp;F：训练前 {first:.3f}，第 {step} 步 {last:.3f}，最佳 {best:.3f}。</translation>
    </message>
    <message>
        <source>About {minutes:.0f} min left.</source>
        <translation>剩余约 {minutes:.0f} 分钟。</translation>
    </message>
    <message>
        <source>Preparing: reading, copying, scoring the current model.</source>
        <translation>正在准备：读取数据、复制、评估当前模型。</translation>
    </message>
    <message>
        <source>There is no message; see {folder}.</source>
        <translation>没有错误信息，请查看 {folder}。</translation>
    </message>
    <message>
        <source>Map Classes to Categories</source>
        <translation>将模型类别映射到标注类别</translation>
    </message>
    <message>
        <source>object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>surface</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>{name} ({kind})</source>
        <translation>{name}（{kind}）</translation>
    </message>
    <message>
        <source>Objects of each class are proposed in the category next to it.</source>
        <translation>各模型类别检测到的对象会归入右侧所选的标注类别，成为候选。</translation>
    </message>
    <message>
        <source>Category for {name}</source>
        <translation>{name} 对应的类别</translation>
    </message>
    <message>
        <source>New category “{name}”</source>
        <translation>新建类别“{name}”</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Ignore All</source>
        <translation>全部忽略</translation>
    </message>
    <message>
        <source>The engine ran out of memory; the masks made so far are kept. Choose a smaller short side or the device cpu in the settings, and run again.</source>
        <translation>引擎内存不足，已生成的掩码会保留。请在设置中减小短边，或将设备改为 cpu，然后重新运行。</translation>
    </message>
    <message>
        <source>The engine failed ({kind}); the masks made so far are kept. Run again; if it fails again, please report the details.</source>
        <translation>引擎运行失败（{kind}），已生成的掩码会保留。请重新运行；如果再次失败，请反馈详细信息。</translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
        <source>{path} cannot be opened ({kind}); please report the details.</source>
        <translation>无法打开 {path}（{kind}），请反馈详细信息。</translation>
    </message>
    <message>
        <source>Frame {frame} cannot be shown ({kind}: {error}).</source>
        <translation>无法显示第 {frame} 帧（{kind}：{error}）。</translation>
    </message>
    <message>
        <source>{missing} of {name} cannot be read; the file may be truncated. You can annotate the other {frames}.</source>
        <translation>{name} 中有 {missing}无法读取，文件可能不完整。其余 {frames}仍可标注。</translation>
    </message>
    <message>
        <source>Add category</source>
        <translation>添加类别</translation>
    </message>
    <message>
        <source>Change category</source>
        <translation>更改类别</translation>
    </message>
    <message>
        <source>Adopt categories</source>
        <translation>采用类别</translation>
    </message>
    <message>
        <source>Delete category</source>
        <translation>删除类别</translation>
    </message>
    <message>
        <source>Locate video</source>
        <translation>定位视频</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Change attribute</source>
        <translation>更改属性</translation>
    </message>
    <message>
        <source>Add attributes</source>
        <translation>添加属性</translation>
    </message>
    <message>
        <source>Set mask</source>
        <translation>设置掩码</translation>
    </message>
    <message>
        <source>Set void</source>
        <translation>设置 void 区域</translation>
    </message>
    <message>
        <source>Reshape masks</source>
        <translation>调整掩码形状</translation>
    </message>
    <message>
        <source>Clear masks</source>
        <translation>清除掩码</translation>
    </message>
    <message>
        <source>Copy mask</source>
        <translation>复制掩码</translation>
    </message>
    <message>
        <source>Split parts</source>
        <translation>拆分部分</translation>
    </message>
    <message>
        <source>Find objects</source>
        <translation>检测对象</translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation>接受候选</translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation>拒绝候选</translation>
    </message>
    <message>
        <source>Map classes</source>
        <translation>映射类别</translation>
    </message>
    <message>
        <source>Pin exemplar</source>
        <translation>设为参考帧</translation>
    </message>
    <message>
        <source>Pin exemplars</source>
        <translation>设为参考帧</translation>
    </message>
    <message>
        <source>Unpin exemplar</source>
        <translation>取消参考帧</translation>
    </message>
    <message>
        <source>Add object</source>
        <translation>添加对象</translation>
    </message>
    <message>
        <source>Add objects</source>
        <translation>添加对象</translation>
    </message>
    <message>
        <source>Change object</source>
        <translation>更改对象</translation>
    </message>
    <message>
        <source>Reorder layers</source>
        <translation>调整图层顺序</translation>
    </message>
    <message>
        <source>Merge objects</source>
        <translation>合并对象</translation>
    </message>
    <message>
        <source>Split object</source>
        <translation>拆分对象</translation>
    </message>
    <message>
        <source>Swap identities</source>
        <translation>互换 ID</translation>
    </message>
    <message>
        <source>Add comment</source>
        <translation>添加批注</translation>
    </message>
    <message>
        <source>Accept frames</source>
        <translation>审核通过帧</translation>
    </message>
    <message>
        <source>Mark as needs work</source>
        <translation>标为需修改</translation>
    </message>
    <message>
        <source>Clear review state</source>
        <translation>清除审核状态</translation>
    </message>
    <message>
        <source>Continued at the start.</source>
        <translation>已从头继续。</translation>
    </message>
    <message>
        <source>Continued at the end.</source>
        <translation>已从末尾继续。</translation>
    </message>
    <message>
        <source>No comments.</source>
        <translation>没有批注。</translation>
    </message>
    <message>
        <source>This frame has no open comment.</source>
        <translation>此帧没有未解决的批注。</translation>
    </message>
    <message>
        <source>Resolve comment</source>
        <translation>解决批注</translation>
    </message>
    <message>
        <source>Reopen comment</source>
        <translation>重新打开批注</translation>
    </message>
    <message>
        <source>Select a comment first.</source>
        <translation>请先选择一条批注。</translation>
    </message>
    <message>
        <source>Your reviews and comments are recorded under the name {person}.</source>
        <translation>审核结果和批注将以“{person}”的名义记录。</translation>
    </message>
    <message>
        <source>Change Name...</source>
        <translation>更改姓名...</translation>
    </message>
    <message numerus="yes">
        <source>%n open comment(s)</source>
        <translation>
            <numerusform>%n 条未解决的批注</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) that need work</source>
        <translation>
            <numerusform>%n 个需修改的帧</numerusform>
        </translation>
    </message>
    <message>
        <source>{first}, {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{first} and {second}</source>
        <translation>{first}、{second}</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>This video has {found}.</source>
        <translation>此视频有 {found}。</translation>
    </message>
    <message>
        <source>Remove comment</source>
        <translation>移除批注</translation>
    </message>
    <message>
        <source>unverified</source>
        <translation>未核对</translation>
    </message>
    <message>
        <source>low confidence</source>
        <translation>置信度低</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空掩码</translation>
    </message>
    <message>
        <source>flicker</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>tiny parts</source>
        <translation>细小碎片</translation>
    </message>
    <message>
        <source>jump</source>
        <translation>跳变</translation>
    </message>
    <message>
        <source>two tracks on one object</source>
        <translation>同一对象有两条轨迹</translation>
    </message>
    <message>
        <source>split</source>
        <translation>分裂</translation>
    </message>
    <message>
        <source>looks like another object</source>
        <translation>与其他对象相似</translation>
    </message>
    <message>
        <source>confidence {value}</source>
        <translation>置信度 {value}</translation>
    </message>
    <message>
        <source>jump ({change} change from the previous frame)</source>
        <translation>跳变（与上一帧相差 {change}）</translation>
    </message>
    <message>
        <source>1 tiny part</source>
        <translation>1 个细小碎片</translation>
    </message>
    <message>
        <source>{count} tiny parts</source>
        <translation>{count} 个细小碎片</translation>
    </message>
    <message>
        <source>in two parts, far apart</source>
        <translation>分成相距较远的两部分</translation>
    </message>
    <message>
        <source>taken over by {name}</source>
        <translation>被“{name}”取代</translation>
    </message>
    <message>
        <source>covers the same object as {name}</source>
        <translation>与“{name}”覆盖同一对象</translation>
    </message>
    <message>
        <source>swapped with {name}</source>
        <translation>与“{name}”互换</translation>
    </message>
    <message>
        <source>looks like {name}</source>
        <translation>与“{name}”相似</translation>
    </message>
    <message>
        <source>{count} frames from an exemplar</source>
        <translation>距参考帧 {count} 帧</translation>
    </message>
    <message>
        <source>no exemplar</source>
        <translation>没有参考帧</translation>
    </message>
    <message>
        <source>the two directions disagree</source>
        <translation>两个方向的结果不一致</translation>
    </message>
    <message>
        <source>jumps</source>
        <translation>跳变</translation>
    </message>
    <message>
        <source>out of view?</source>
        <translation>可能在画面外？</translation>
    </message>
    <message>
        <source>new</source>
        <translation>未标注</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>已标出对象</translation>
    </message>
    <message>
        <source>propagated</source>
        <translation>已传播</translation>
    </message>
    <message>
        <source>in review</source>
        <translation>审核中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>propagate</source>
        <translation>传播</translation>
    </message>
    <message>
        <source>instance</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>semantic</source>
        <translation>语义</translation>
    </message>
    <message>
        <source>panoptic</source>
        <translation>全景</translation>
    </message>
    <message>
        <source>retrain</source>
        <translation>重新训练</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Used 1 imported or verified mask as an exemplar.</source>
        <translation>已将 1 个导入或已核对的掩码用作参考帧。</translation>
    </message>
    <message>
        <source>Used {count} imported or verified masks as exemplars.</source>
        <translation>已将 {count} 个导入或已核对的掩码用作参考帧。</translation>
    </message>
    <message>
        <source>The disk of {folder} is full. Free some space, then run the queue again.</source>
        <translation>{folder} 所在的磁盘已满。请释放一些空间，然后再次运行队列。</translation>
    </message>
    <message>
        <source>DAVIS indexed PNG</source>
        <translation>DAVIS 索引 PNG</translation>
    </message>
    <message>
        <source>Categories, names, confidences, overlaps; at most 254 objects.</source>
        <translation>类别、名称、置信度、重叠部分；最多 254 个对象。</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void.</source>
        <translation>置信度、空掩码、void 像素。</translation>
    </message>
    <message>
        <source>YouTube-VIS results</source>
        <translation>YouTube-VIS 结果</translation>
    </message>
    <message>
        <source>Names of categories, objects and frames; confidences per frame.</source>
        <translation>类别、对象和帧的名称；各帧的置信度。</translation>
    </message>
    <message>
        <source>COCO instances</source>
        <translation>COCO 实例分割</translation>
    </message>
    <message>
        <source>Empty masks and void; with polygons also holes.</source>
        <translation>空掩码和 void 像素；使用多边形时还包括孔洞。</translation>
    </message>
    <message>
        <source>COCO panoptic</source>
        <translation>COCO 全景分割</translation>
    </message>
    <message>
        <source>Confidences, void, overlaps; stuff is one region.</source>
        <translation>置信度、void 像素、重叠部分；stuff 合并为一个区域。</translation>
    </message>
    <message>
        <source>VIPSeg / VPS panoptic video</source>
        <translation>VIPSeg / VPS 视频全景分割</translation>
    </message>
    <message>
        <source>Object names, confidences, void, overlaps; stuff is one region.</source>
        <translation>对象名称、置信度、void 像素、重叠部分；stuff 合并为一个区域。</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; stuff is one region.</source>
        <translation>所有名称、置信度、重叠部分；stuff 合并为一个区域。</translation>
    </message>
    <message>
        <source>MOTS text</source>
        <translation>MOTS 文本</translation>
    </message>
    <message>
        <source>All names, confidences, overlaps; 999 objects per class.</source>
        <translation>所有名称、置信度、重叠部分；每个类别最多 999 个对象。</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>YOLO 分割</translation>
    </message>
    <message>
        <source>Object ids and names, holes, confidences, void.</source>
        <translation>对象编号和名称、孔洞、置信度、void 像素。</translation>
    </message>
    <message>
        <source>Semantic PNG</source>
        <translation>语义分割 PNG</translation>
    </message>
    <message>
        <source>Objects (only categories are kept), overlaps.</source>
        <translation>对象（仅保留类别）、重叠部分。</translation>
    </message>
    <message>
        <source>Confidences, empty masks, void; with polygons also holes.</source>
        <translation>置信度、空掩码、void 像素；使用多边形时还包括孔洞。</translation>
    </message>
    <message>
        <source>Object names, confidences, empty masks, void; with polygons also holes.</source>
        <translation>对象名称、置信度、空掩码、void 像素；使用多边形时还包括孔洞。</translation>
    </message>
    <message>
        <source>YouTube-VOS / MOSE / LVOS / SA-V folders</source>
        <translation>YouTube-VOS / MOSE / LVOS / SA-V 文件夹</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>SA-V masklets</source>
        <translation>SA-V masklet</translation>
    </message>
    <message>
        <source>Boxes, points and choices, which have no mask.</source>
        <translation>没有掩码的框、点和选项。</translation>
    </message>
    <message>
        <source>Supervisely video</source>
        <translation>Supervisely 视频</translation>
    </message>
    <message>
        <source>Boxes, points and lines, which have no mask; frame tags.</source>
        <translation>没有掩码的框、点和线；帧标签。</translation>
    </message>
    <message>
        <source>Pascal VOC mask folders</source>
        <translation>Pascal VOC 掩码文件夹</translation>
    </message>
    <message>
        <source>Overlay video</source>
        <translation>叠加视频</translation>
    </message>
    <message>
        <source>All annotations; the video is only for viewing.</source>
        <translation>所有标注；该视频仅供观看。</translation>
    </message>
    <message>
        <source>Matte, grey PNG per object</source>
        <translation>遮罩，每个对象一组灰度 PNG</translation>
    </message>
    <message>
        <source>All annotations; the images are for compositing.</source>
        <translation>所有标注；这些图像用于合成。</translation>
    </message>
    <message>
        <source>Video with alpha, ProRes 4444</source>
        <translation>带 Alpha 通道的视频，ProRes 4444</translation>
    </message>
    <message>
        <source>All annotations and the audio; the video is for compositing.</source>
        <translation>所有标注和音频；该视频用于合成。</translation>
    </message>
    <message>
        <source>Video with alpha, VP9</source>
        <translation>带 Alpha 通道的视频，VP9</translation>
    </message>
    <message>
        <source>Open Recent</source>
        <translation>最近打开</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min {seconds:02d} s</source>
        <translation>{minutes} 分 {seconds:02d} 秒</translation>
    </message>
    <message>
        <source>{hours} h {minutes:02d} min</source>
        <translation>{hours} 小时 {minutes:02d} 分</translation>
    </message>
    <message>
        <source>All frames accepted</source>
        <translation>所有帧均已通过</translation>
    </message>
    <message>
        <source>Partly reviewed</source>
        <translation>部分已审核</translation>
    </message>
    <message>
        <source>Not reviewed</source>
        <translation>未审核</translation>
    </message>
    <message>
        <source>Video</source>
        <translation>视频</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Last change</source>
        <translation>最近更改</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Assignee</source>
        <translation>标注员</translation>
    </message>
    <message>
        <source>Open by</source>
        <translation>当前使用者</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>about {duration}</source>
        <translation>约 {duration}</translation>
    </message>
    <message>
        <source>{objects} + {proposals} proposed</source>
        <translation>{objects} + {proposals} 个候选</translation>
    </message>
    <message>
        <source>{percent} % accepted</source>
        <translation>已通过 {percent}%</translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) work</source>
        <translation>
            <numerusform>%n 帧需修改</numerusform>
        </translation>
    </message>
    <message>
        <source>{person} on {host} (no sign of life)</source>
        <translation>{person}，{host}（无响应）</translation>
    </message>
    <message>
        <source>{person} on {host}</source>
        <translation>{person}，{host}</translation>
    </message>
    <message>
        <source>Detect Objects</source>
        <translation>检测对象</translation>
    </message>
    <message>
        <source>Segment Surfaces</source>
        <translation>分割区域</translation>
    </message>
    <message>
        <source>Segment Everything</source>
        <translation>分割全部</translation>
    </message>
    <message>
        <source>Train on the dataset</source>
        <translation>用数据集训练</translation>
    </message>
    <message>
        <source>Move to Front</source>
        <translation>移到最前</translation>
    </message>
    <message>
        <source>Move to End</source>
        <translation>移到最后</translation>
    </message>
    <message>
        <source>Drag to change the order; press Delete to remove</source>
        <translation>拖动可调整顺序；按 Delete 移除</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>{done} of {total} frames</source>
        <translation>{done} / {total} 帧</translation>
    </message>
    <message>
        <source>Search names, assignees and notes</source>
        <translation>搜索名称、标注员和备注</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Any status</source>
        <translation>所有状态</translation>
    </message>
    <message>
        <source>Any split</source>
        <translation>所有划分</translation>
    </message>
    <message>
        <source>Any review</source>
        <translation>所有审核状态</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation>
            <numerusform>%n 个视频</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate Missing Videos...</source>
        <translation>查找缺失的视频...</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) or their projects were not found.</source>
        <translation>
            <numerusform>有 %n 个视频或其项目未找到。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Set Status</source>
        <translation>设置状态</translation>
    </message>
    <message>
        <source>Derive from Masks</source>
        <translation>根据掩码推断</translation>
    </message>
    <message>
        <source>Set Split</source>
        <translation>设置划分</translation>
    </message>
    <message>
        <source>New Split...</source>
        <translation>新建划分...</translation>
    </message>
    <message>
        <source>Assign To...</source>
        <translation>分配给...</translation>
    </message>
    <message>
        <source>Adapt and Propagate</source>
        <translation>适配并传播</translation>
    </message>
    <message>
        <source>Move to Front of Queue</source>
        <translation>移到队列最前</translation>
    </message>
    <message>
        <source>Remove from Queue</source>
        <translation>从队列中移除</translation>
    </message>
    <message>
        <source>Remove from Dataset</source>
        <translation>从数据集中移除</translation>
    </message>
    <message>
        <source>Add all videos that have exemplars and no propagated masks to the queue</source>
        <translation>将所有已有参考帧但尚无传播掩码的视频加入队列</translation>
    </message>
    <message>
        <source>Progress of the current job</source>
        <translation>当前任务的进度</translation>
    </message>
    <message>
        <source>Show Queue</source>
        <translation>显示队列</translation>
    </message>
    <message>
        <source>Hide Queue</source>
        <translation>隐藏队列</translation>
    </message>
    <message>
        <source>Queue empty</source>
        <translation>队列为空</translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) in the queue</source>
        <translation>
            <numerusform>队列中有 %n 个任务</numerusform>
        </translation>
    </message>
    <message>
        <source>{failed} failed</source>
        <translation>{failed} 个失败</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>{duration} left</source>
        <translation>剩余 {duration}</translation>
    </message>
    <message>
        <source>Run Queue</source>
        <translation>运行队列</translation>
    </message>
    <message>
        <source>Frame {frame}: exemplar of {names}</source>
        <translation>第 {frame} 帧：{names} 的参考帧</translation>
    </message>
    <message>
        <source>Propagation needs at least one drawn mask.</source>
        <translation>传播至少需要一个手动绘制的掩码。</translation>
    </message>
    <message>
        <source>Go to frame {frame}</source>
        <translation>转到第 {frame} 帧</translation>
    </message>
    <message>
        <source>Unpin for {name}</source>
        <translation>取消作为“{name}”的参考帧</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>取消参考帧</translation>
    </message>
    <message numerus="yes">
        <source>%n exemplar(s)</source>
        <translation>
            <numerusform>%n 个参考帧</numerusform>
        </translation>
    </message>
    <message>
        <source>No exemplars</source>
        <translation>没有参考帧</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>互换</translation>
    </message>
    <message>
        <source>Split Off</source>
        <translation>拆出</translation>
    </message>
    <message>
        <source>Correct Here</source>
        <translation>在此修正</translation>
    </message>
    <message>
        <source>Choose a finding in the list first.</source>
        <translation>请先在列表中选择一个问题。</translation>
    </message>
    <message>
        <source>This object has been deleted.</source>
        <translation>此对象已被删除。</translation>
    </message>
    <message>
        <source>This finding involves one object only.</source>
        <translation>此问题只涉及一个对象。</translation>
    </message>
    <message>
        <source>The object has only one part here.</source>
        <translation>该对象在此处只有一个部分。</translation>
    </message>
    <message>
        <source>Swaps the masks of {name} and {other} from frame {first} on, up to the next exemplar or verified frame.</source>
        <translation>从第 {first} 帧起互换“{name}”和“{other}”的掩码，直到下一个参考帧或已核对的帧。</translation>
    </message>
    <message>
        <source>Gives the part that is not {name} to a new object.</source>
        <translation>将不属于“{name}”的部分拆出，成为新对象。</translation>
    </message>
    <message>
        <source>Goes to frame {worst}, selects {name} and switches to the Clicks tool.</source>
        <translation>转到第 {worst} 帧，选中“{name}”并切换到点选工具。</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>批注</translation>
    </message>
    <message>
        <source>Needs work</source>
        <translation>需修改</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}：{text}</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>（已删除）</translation>
    </message>
    <message>
        <source>Resolved by {person}</source>
        <translation>由 {person} 解决</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未审核</translation>
    </message>
    <message>
        <source>accepted by {person}, {time}</source>
        <translation>审核通过：{person}，{time}</translation>
    </message>
    <message>
        <source>needs work: {person}, {time}</source>
        <translation>需修改：{person}，{time}</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}–{last}</translation>
    </message>
    <message>
        <source>First steps</source>
        <translation>新手引导</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>结束引导</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Step {step} of {count}</source>
        <translation>第 {step} 步，共 {count} 步</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>From this frame until it changes</source>
        <translation>从此帧起，直到下次变化</translation>
    </message>
    <message>
        <source>Frames that a change applies to</source>
        <translation>更改所应用的帧</translation>
    </message>
    <message>
        <source>On</source>
        <translation>应用于</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>手动绘制</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>掩码</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>面积</translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation>更改颜色</translation>
    </message>
    <message>
        <source>No object selected.</source>
        <translation>未选择对象。</translation>
    </message>
    <message>
        <source>None on this frame</source>
        <translation>此帧没有掩码</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>已核对</translation>
    </message>
    <message>
        <source>{count} of {total}</source>
        <translation>{count} / {total}</translation>
    </message>
    <message>
        <source>Rename object</source>
        <translation>重命名对象</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Your changes are not saved. {error}</source>
        <translation>更改尚未保存。{error}</translation>
    </message>
    <message>
        <source>Exemplar</source>
        <translation>参考帧</translation>
    </message>
    <message>
        <source>Propagate the masks you draw through the video.</source>
        <translation>将绘制的掩码传播到整个视频。</translation>
    </message>
    <message>
        <source>Instance</source>
        <translation>实例</translation>
    </message>
    <message>
        <source>Detect and track every object of the known classes.</source>
        <translation>检测并跟踪已知类别的所有对象。</translation>
    </message>
    <message>
        <source>Semantic</source>
        <translation>语义</translation>
    </message>
    <message>
        <source>Assign a class to every pixel.</source>
        <translation>为每个像素指定类别。</translation>
    </message>
    <message>
        <source>Panoptic</source>
        <translation>全景</translation>
    </message>
    <message>
        <source>Assign a class to every pixel and track every object.</source>
        <translation>为每个像素指定类别，并跟踪每个对象。</translation>
    </message>
    <message>
        <source>Not available: these weights support only the exemplar task.</source>
        <translation>不可用：这些权重仅支持参考帧任务。</translation>
    </message>
    <message>
        <source>More options for this task</source>
        <translation>此任务的更多选项</translation>
    </message>
    <message>
        <source>Other ways to propagate</source>
        <translation>其他传播方式</translation>
    </message>
    <message>
        <source>Propagate in range</source>
        <translation>在区间内传播</translation>
    </message>
    <message>
        <source>Segment in range</source>
        <translation>在区间内分割</translation>
    </message>
    <message>
        <source>Lock object to protect its masks</source>
        <translation>锁定对象以保护其掩码</translation>
    </message>
    <message>
        <source>{name}, {category}; number {number}</source>
        <translation>{name}，{category}；编号 {number}</translation>
    </message>
    <message>
        <source>Hide objects</source>
        <translation>隐藏对象</translation>
    </message>
    <message>
        <source>Show objects</source>
        <translation>显示对象</translation>
    </message>
    <message>
        <source>Unlock objects</source>
        <translation>解锁对象</translation>
    </message>
    <message>
        <source>Lock objects</source>
        <translation>锁定对象</translation>
    </message>
    <message>
        <source>Open comments</source>
        <translation>未解决的批注</translation>
    </message>
    <message>
        <source>All comments</source>
        <translation>所有批注</translation>
    </message>
    <message>
        <source>Selected comment</source>
        <translation>所选批注</translation>
    </message>
    <message>
        <source>No open comments.</source>
        <translation>没有未解决的批注。</translation>
    </message>
    <message>
        <source>Open a video to begin.</source>
        <translation>打开视频即可开始。</translation>
    </message>
    <message>
        <source>Frame {frame}: {state}</source>
        <translation>第 {frame} 帧：{state}</translation>
    </message>
    <message>
        <source>Paint or click on the frame to mark your first object.</source>
        <translation>用画笔绘制或在帧上单击，标出第一个对象。</translation>
    </message>
    <message>
        <source>Find by name or category</source>
        <translation>按名称或类别查找</translation>
    </message>
    <message>
        <source>No objects</source>
        <translation>没有对象</translation>
    </message>
    <message>
        <source>Other...</source>
        <translation>其他...</translation>
    </message>
    <message>
        <source>Colour {name}</source>
        <translation>颜色 {name}</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Accept {name}</source>
        <translation>接受“{name}”</translation>
    </message>
    <message>
        <source>Reject {name}</source>
        <translation>拒绝“{name}”</translation>
    </message>
    <message>
        <source>{name}, {category}; on {frames}, {frames_text}</source>
        <translation>{name}，{category}；共 {frames}：{frames_text}</translation>
    </message>
    <message>
        <source>Choose Instance, Semantic or Panoptic above the video and press Segment; detected objects appear here for you to accept or reject.</source>
        <translation>在视频上方选择“实例”“语义”或“全景”，然后按“分割”；检测到的对象会显示在这里，供接受或拒绝。</translation>
    </message>
    <message>
        <source>All proposals have a lower score; move the slider to the left.</source>
        <translation>所有候选的分数都低于阈值，请将滑块向左移动。</translation>
    </message>
    <message>
        <source>Score threshold</source>
        <translation>分数阈值</translation>
    </message>
    <message>
        <source>Hides proposals with a lower score</source>
        <translation>隐藏分数较低的候选</translation>
    </message>
    <message>
        <source>Min. score</source>
        <translation>最低分数</translation>
    </message>
    <message>
        <source>{count} more below {score:.2f}</source>
        <translation>另有 {count} 个低于 {score:.2f}</translation>
    </message>
    <message>
        <source>{count} below {score:.2f}</source>
        <translation>{count} 个低于 {score:.2f}</translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n proposal(s)</source>
        <translation>
            <numerusform>{count} / %n 个候选</numerusform>
        </translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>打开 {name}</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>All objects</source>
        <translation>所有对象</translation>
    </message>
    <message>
        <source>Selected objects</source>
        <translation>所选对象</translation>
    </message>
    <message>
        <source>No findings.</source>
        <translation>未发现问题。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message numerus="yes">
        <source>{verified} of %n mask(s) verified ({share:.0f} %)</source>
        <translation>
            <numerusform>已核对 {verified} / %n 个掩码（{share:.0f}%）</numerusform>
        </translation>
    </message>
    <message>
        <source>No masks yet</source>
        <translation>还没有掩码</translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>%n 个筛选条件</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks for: {checks}</source>
        <translation>检查项：{checks}</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n finding(s)</source>
        <translation>
            <numerusform>前 %n 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching...</source>
        <translation>正在搜索...</translation>
    </message>
    <message>
        <source>Choose what to check for.</source>
        <translation>请选择要检查的内容。</translation>
    </message>
    <message>
        <source>Playback speed</source>
        <translation>播放速度</translation>
    </message>
    <message>
        <source>Drop a video, a folder of images or a project here</source>
        <translation>将视频、图像文件夹或项目拖到此处</translation>
    </message>
    <message>
        <source>Open Folder...</source>
        <translation>打开文件夹...</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Engine not loaded yet</source>
        <translation>引擎尚未加载</translation>
    </message>
    <message>
        <source>The engine is loaded when it is first needed</source>
        <translation>首次需要时才会加载引擎</translation>
    </message>
    <message>
        <source>Memory used by GvSeg</source>
        <translation>GvSeg 占用的内存</translation>
    </message>
    <message>
        <source>Values {shown}</source>
        <translation>像素值 {shown}</translation>
    </message>
    <message>
        <source>The images have more than 8 bits: values {shown} are shown as black to white. You can change this under View in the tool bar.</source>
        <translation>图像位深超过 8 位：像素值 {shown} 显示为从黑到白。可在工具栏的“显示”中更改。</translation>
    </message>
    <message>
        <source>Loading the network...</source>
        <translation>正在加载网络...</translation>
    </message>
    <message>
        <source>Starting...</source>
        <translation>正在启动...</translation>
    </message>
    <message>
        <source>{words}; stops after this step</source>
        <translation>{words}；此步骤后停止</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>{name} (read-only)</source>
        <translation>{name}（只读）</translation>
    </message>
    <message>
        <source>Saved in {path}</source>
        <translation>已保存到 {path}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
    <message>
        <source>{rate:.1f} frames/s</source>
        <translation>{rate:.1f} 帧/秒</translation>
    </message>
    <message>
        <source>Stopped by an error after {frames}</source>
        <translation>处理 {frames}后因错误停止</translation>
    </message>
    <message>
        <source>Stopped; {done} of {wanted} kept</source>
        <translation>已停止，保留 {done} / {wanted}</translation>
    </message>
    <message>
        <source>{frames} done in {duration}</source>
        <translation>已完成 {frames}，用时 {duration}</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>手动绘制</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Frame {frame}   {time}</source>
        <translation>第 {frame} 帧   {time}</translation>
    </message>
    <message>
        <source>{name}: no mask</source>
        <translation>{name}：无掩码</translation>
    </message>
    <message>
        <source>not in this frame</source>
        <translation>不在此帧中</translation>
    </message>
    <message>
        <source>proposed</source>
        <translation>候选</translation>
    </message>
    <message>
        <source>exemplar</source>
        <translation>参考帧</translation>
    </message>
    <message>
        <source>confidence {confidence:.2f}</source>
        <translation>置信度 {confidence:.2f}</translation>
    </message>
    <message>
        <source>not in frame</source>
        <translation>不在画面中</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>审核通过</translation>
    </message>
    <message>
        <source>needs work</source>
        <translation>需修改</translation>
    </message>
    <message>
        <source>open comment</source>
        <translation>未解决的批注</translation>
    </message>
    <message>
        <source>Click or drag</source>
        <translation>单击或拖动</translation>
    </message>
    <message>
        <source>go to a frame</source>
        <translation>转到某一帧</translation>
    </message>
    <message>
        <source>mark a range</source>
        <translation>标记区间</translation>
    </message>
    <message>
        <source>zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Shift+滚轮</translation>
    </message>
    <message>
        <source>scroll along the video</source>
        <translation>沿视频滚动</translation>
    </message>
    <message>
        <source>Double-click the ruler</source>
        <translation>双击标尺</translation>
    </message>
    <message>
        <source>show the whole video</source>
        <translation>显示整个视频</translation>
    </message>
    <message>
        <source>Legend</source>
        <translation>图例</translation>
    </message>
    <message>
        <source>Show more frames</source>
        <translation>显示更多帧</translation>
    </message>
    <message>
        <source>Show fewer frames</source>
        <translation>显示更少帧</translation>
    </message>
    <message>
        <source>Show the whole video (double-click the ruler)</source>
        <translation>显示整个视频（双击标尺）</translation>
    </message>
    <message>
        <source>Show rows of selected objects only</source>
        <translation>仅显示所选对象的行</translation>
    </message>
    <message numerus="yes">
        <source>Show all %n row(s)</source>
        <translation>
            <numerusform>显示全部 %n 行</numerusform>
        </translation>
    </message>
    <message>
        <source>confidence, {name}</source>
        <translation>置信度，{name}</translation>
    </message>
    <message>
        <source>lowest confidence</source>
        <translation>最低置信度</translation>
    </message>
    <message>
        <source>Click an object to select it; drag to move the view</source>
        <translation>单击对象以选中；拖动平移视图</translation>
    </message>
    <message>
        <source>Drag to paint; right button or Shift to erase</source>
        <translation>拖动绘制；右键或 Shift 擦除</translation>
    </message>
    <message>
        <source>Drag to erase; right button or Shift to paint</source>
        <translation>拖动擦除；右键或 Shift 绘制</translation>
    </message>
    <message>
        <source>Click around the object to add corners</source>
        <translation>沿对象周围单击，添加顶点</translation>
    </message>
    <message>
        <source>Drag around the object</source>
        <translation>沿对象边缘拖动一圈</translation>
    </message>
    <message>
        <source>Drag from corner to corner</source>
        <translation>从一角拖到对角</translation>
    </message>
    <message>
        <source>Click a region of one colour; drag right for more</source>
        <translation>单击颜色相近的区域；向右拖动可扩大范围</translation>
    </message>
    <message>
        <source>Click the object to get its mask, or drag a box around it</source>
        <translation>单击对象或拖动框住对象，即可生成掩码</translation>
    </message>
    <message>
        <source>Drag a box around the object to get its mask</source>
        <translation>拖动框住对象，即可生成掩码</translation>
    </message>
    <message>
        <source>Draw over the object to get its mask</source>
        <translation>在对象上涂抹，即可生成掩码</translation>
    </message>
    <message>
        <source>Click to add corners, drag to move them</source>
        <translation>单击添加顶点，拖动移动顶点</translation>
    </message>
    <message>
        <source>Drag corners to move them</source>
        <translation>拖动顶点可移动</translation>
    </message>
    <message>
        <source>Shift+click to add, Alt+click to remove</source>
        <translation>Shift+单击添加，Alt+单击移除</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove, drag clicks to move them</source>
        <translation>单击添加，右键单击移除，拖动点击点可移动</translation>
    </message>
    <message>
        <source>Click to add, right-click to remove</source>
        <translation>单击添加，右键单击移除</translation>
    </message>
    <message>
        <source>Draw to add, right-drag to remove</source>
        <translation>涂抹添加，按住右键涂抹移除</translation>
    </message>
    <message>
        <source>{edit.accept} to keep, {edit.cancel} to discard</source>
        <translation>{edit.accept} 保留，{edit.cancel} 放弃</translation>
    </message>
    <message>
        <source>View</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>How frames and masks are displayed; stored data does not change</source>
        <translation>帧和掩码的显示方式；不会更改已存储的数据</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Brush size in pixels</source>
        <translation>画笔大小（像素）</translation>
    </message>
    <message>
        <source>Diameter in screen pixels, the same at every zoom</source>
        <translation>直径，以屏幕像素计，任何缩放比例下都相同</translation>
    </message>
    <message>
        <source>Tolerance of the magic wand</source>
        <translation>魔棒的容差</translation>
    </message>
    <message>
        <source>A difference of 2 is barely visible; 100 is black against white</source>
        <translation>差值为 2 时几乎看不出；100 相当于黑与白之差</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>容差</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>亮度</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>对比度</translation>
    </message>
    <message>
        <source>Reset brightness and contrast</source>
        <translation>重置亮度和对比度</translation>
    </message>
    <message>
        <source>Current frame, counted from 0; type a number to go to that frame</source>
        <translation>当前帧，从 0 开始计数；输入数字可转到该帧</translation>
    </message>
    <message>
        <source>Zoom; at 100 %, one video pixel is one screen pixel</source>
        <translation>缩放；100% 时，一个视频像素对应一个屏幕像素</translation>
    </message>
    <message>
        <source>Last frame</source>
        <translation>最后一帧</translation>
    </message>
    <message numerus="yes">
        <source>{ends}, %n frame(s)</source>
        <translation>
            <numerusform>{ends}，%n 帧</numerusform>
        </translation>
    </message>
    <message>
        <source>Black at value</source>
        <translation>显示为黑色的值</translation>
    </message>
    <message>
        <source>White at value</source>
        <translation>显示为白色的值</translation>
    </message>
    <message>
        <source>Automatic range</source>
        <translation>自动范围</translation>
    </message>
    <message>
        <source>Use the range found over the whole video</source>
        <translation>使用整个视频中检测到的范围</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} 及另外 {more} 个</translation>
    </message>
    <message>
        <source>Training failed: {last} ({folder} has the details.)</source>
        <translation>训练失败：{last}（详见 {folder}。）</translation>
    </message>
    <message>
        <source>Undid</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>Redid</source>
        <translation>已重做</translation>
    </message>
    <message>
        <source>{name} is open in another window, which is now in front.</source>
        <translation>{name} 已在另一个窗口中打开，该窗口已切换到最前。</translation>
    </message>
    <message>
        <source>The operation failed ({kind}); please report the details.</source>
        <translation>操作失败（{kind}），请反馈详细信息。</translation>
    </message>
    <message>
        <source>Nothing to report yet. Draw an object first.</source>
        <translation>尚无内容可生成报告，请先绘制一个对象。</translation>
    </message>
    <message>
        <source>Writing {path}...</source>
        <translation>正在写入 {path}...</translation>
    </message>
    <message>
        <source>The report was written to {path}.</source>
        <translation>报告已写入 {path}。</translation>
    </message>
    <message>
        <source>Write Report</source>
        <translation>生成报告</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>Subject of the comment</source>
        <translation>批注对象</translation>
    </message>
    <message>
        <source>New comment</source>
        <translation>新批注</translation>
    </message>
    <message>
        <source>Comment on frame {frame}</source>
        <translation>第 {frame} 帧的批注</translation>
    </message>
    <message>
        <source>Preparing the network for this frame size</source>
        <translation>正在为此帧尺寸准备网络</translation>
    </message>
    <message>
        <source>No missing video was found in {folder}. Choose another folder.</source>
        <translation>在 {folder} 中没有找到缺失的视频，请选择其他文件夹。</translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) located.</source>
        <translation>
            <numerusform>已找到 %n 个视频。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) still missing.</source>
        <translation>
            <numerusform>仍缺失 %n 个视频。</numerusform>
        </translation>
    </message>
    <message>
        <source>Locate {name}</source>
        <translation>查找 {name}</translation>
    </message>
    <message>
        <source>Map Categories to the Dataset</source>
        <translation>将类别映射到数据集</translation>
    </message>
    <message>
        <source>The projects have categories that the dataset does not have. Choose a category of the dataset for each of them, or add it as a new one. Objects keep their masks and attributes.</source>
        <translation>这些项目包含数据集中没有的类别。请为每个类别选择数据集中的一个类别，或将其添加为新类别。对象的掩码和属性会保留。</translation>
    </message>
    <message>
        <source>Match by Name</source>
        <translation>按名称匹配</translation>
    </message>
    <message>
        <source>Add Projects</source>
        <translation>添加项目</translation>
    </message>
</context>
<context>
    <name>QAbstractFileIconProvider</name>
    <message>
        <source>Drive</source>
        <translation>驱动器</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
</TS>
