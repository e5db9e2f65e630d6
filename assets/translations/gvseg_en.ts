<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_GB" sourcelanguage="en_GB">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n video(s) added to the dataset.</source>
        <translation>
            <numerusform>%n video added to the dataset.</numerusform>
            <numerusform>%n videos added to the dataset.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) added to the queue.</source>
        <translation>
            <numerusform>%n video added to the queue.</numerusform>
            <numerusform>%n videos added to the queue.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) could not be read.</source>
        <translation>
            <numerusform>%n entry could not be read.</numerusform>
            <numerusform>%n entries could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copied %n mask(s).</source>
        <translation>
            <numerusform>Copied %n mask.</numerusform>
            <numerusform>Copied %n masks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n drawn or verified mask(s) stayed unchanged.</source>
        <translation>
            <numerusform>%n drawn or verified mask stayed unchanged.</numerusform>
            <numerusform>%n drawn or verified masks stayed unchanged.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{label}: %n mask(s) changed.</source>
        <translation>
            <numerusform>{label}: %n mask changed.</numerusform>
            <numerusform>{label}: %n masks changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Skipped %n mask(s) that would have vanished.</source>
        <translation>
            <numerusform>Skipped %n mask that would have vanished.</numerusform>
            <numerusform>Skipped %n masks that would have vanished.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolating %n mask(s); press Esc to stop.</source>
        <translation>
            <numerusform>Interpolating %n mask; press Esc to stop.</numerusform>
            <numerusform>Interpolating %n masks; press Esc to stop.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Interpolated %n mask(s): frames {first} to {last}.</source>
        <translation>
            <numerusform>Interpolated %n mask: frames {first} to {last}.</numerusform>
            <numerusform>Interpolated %n masks: frames {first} to {last}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Propagated to %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>Propagated to %n frame in {duration}.</numerusform>
            <numerusform>Propagated to %n frames in {duration}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Accept %n proposal(s)</source>
        <translation>
            <numerusform>Accept %n proposal</numerusform>
            <numerusform>Accept %n proposals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reject %n proposal(s)</source>
        <translation>
            <numerusform>Reject %n proposal</numerusform>
            <numerusform>Reject %n proposals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No objects found on %n frame(s) in {duration}.</source>
        <translation>
            <numerusform>No objects found on %n frame in {duration}.</numerusform>
            <numerusform>No objects found on %n frames in {duration}.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s)</source>
        <translation>
            <numerusform>%n proposal</numerusform>
            <numerusform>%n proposals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Imported %n video(s).</source>
        <translation>
            <numerusform>Imported %n video.</numerusform>
            <numerusform>Imported %n videos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were already in the dataset.</source>
        <translation>
            <numerusform>%n video was already in the dataset.</numerusform>
            <numerusform>%n videos were already in the dataset.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s) are listed below.</source>
        <translation>
            <numerusform>%n problem is listed below.</numerusform>
            <numerusform>%n problems are listed below.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s)</source>
        <translation>
            <numerusform>%n frame</numerusform>
            <numerusform>%n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) were left out.</source>
        <translation>
            <numerusform>%n video was left out.</numerusform>
            <numerusform>%n videos were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No objects yet, %n frame(s)</source>
        <translation>
            <numerusform>No objects yet, %n frame</numerusform>
            <numerusform>No objects yet, %n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n object(s)</source>
        <translation>
            <numerusform>%n object</numerusform>
            <numerusform>%n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n object(s)</source>
        <translation>
            <numerusform>All %n object</numerusform>
            <numerusform>All %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n object(s)</source>
        <translation>
            <numerusform>{count} of %n object</numerusform>
            <numerusform>{count} of %n objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>adds %n mask(s)</source>
        <translation>
            <numerusform>adds %n mask</numerusform>
            <numerusform>adds %n masks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaces %n propagated mask(s)</source>
        <translation>
            <numerusform>replaces %n propagated mask</numerusform>
            <numerusform>replaces %n propagated masks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>starts from %n imported or verified mask(s)</source>
        <translation>
            <numerusform>starts from %n imported or verified mask</numerusform>
            <numerusform>starts from %n imported or verified masks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves out %n locked object(s)</source>
        <translation>
            <numerusform>leaves out %n locked object</numerusform>
            <numerusform>leaves out %n locked objects</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n mask(s)</source>
        <translation>
            <numerusform>%n mask</numerusform>
            <numerusform>%n masks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n category(ies)</source>
        <translation>
            <numerusform>%n category</numerusform>
            <numerusform>%n categories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{name}: {objects} in {categories}, %n frame(s) of {width}x{height}</source>
        <translation>
            <numerusform>{name}: {objects} in {categories}, %n frame of {width}x{height}</numerusform>
            <numerusform>{name}: {objects} in {categories}, %n frames of {width}x{height}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) cannot be read and will be left out:</source>
        <translation>
            <numerusform>%n entry cannot be read and will be left out:</numerusform>
            <numerusform>%n entries cannot be read and will be left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The copied mask is pasted to %n frame(s).</source>
        <translation>
            <numerusform>The copied mask is pasted to %n frame.</numerusform>
            <numerusform>The copied mask is pasted to %n frames.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s)</source>
        <translation>
            <numerusform>%n video</numerusform>
            <numerusform>%n videos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n exemplar(s)</source>
        <translation>
            <numerusform>%n exemplar</numerusform>
            <numerusform>%n exemplars</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} of %n proposal(s)</source>
        <translation>
            <numerusform>{count} of %n proposal</numerusform>
            <numerusform>{count} of %n proposals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{verified} of %n mask(s) verified ({share:.0f} %)</source>
        <translation>
            <numerusform>{verified} of %n mask verified ({share:.0f} %)</numerusform>
            <numerusform>{verified} of %n masks verified ({share:.0f} %)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n filter(s)</source>
        <translation>
            <numerusform>%n filter</numerusform>
            <numerusform>%n filters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n finding(s)</source>
        <translation>
            <numerusform>The first %n finding</numerusform>
            <numerusform>The first %n findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show all %n row(s)</source>
        <translation>
            <numerusform>Show all %n row</numerusform>
            <numerusform>Show all %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{ends}, %n frame(s)</source>
        <translation>
            <numerusform>{ends}, %n frame</numerusform>
            <numerusform>{ends}, %n frames</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stopped after {done} of %n frame(s); finished masks are kept.</source>
        <translation>
            <numerusform>Stopped after {done} of %n frame; finished masks are kept.</numerusform>
            <numerusform>Stopped after {done} of %n frames; finished masks are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open comment(s)</source>
        <translation>
            <numerusform>%n open comment</numerusform>
            <numerusform>%n open comments</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n frame(s) that need work</source>
        <translation>
            <numerusform>%n frame that needs work</numerusform>
            <numerusform>%n frames that need work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need(s) work</source>
        <translation>
            <numerusform>%n needs work</numerusform>
            <numerusform>%n need work</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layout(s) fit this folder; choose how to read it.</source>
        <translation>
            <numerusform>%n layout fits this folder; choose how to read it.</numerusform>
            <numerusform>%n layouts fit this folder; choose how to read it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s) in the queue</source>
        <translation>
            <numerusform>%n job in the queue</numerusform>
            <numerusform>%n jobs in the queue</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) located.</source>
        <translation>
            <numerusform>%n video located.</numerusform>
            <numerusform>%n videos located.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) still missing.</source>
        <translation>
            <numerusform>%n video still missing.</numerusform>
            <numerusform>%n videos still missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n video(s) or their projects were not found.</source>
        <translation>
            <numerusform>%n video or its project was not found.</numerusform>
            <numerusform>%n videos or their projects were not found.</numerusform>
        </translation>
    </message>
</context>
</TS>
