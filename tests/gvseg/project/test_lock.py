"""An open project records who has it open; nobody else can write to it, and a crash releases it."""

import json
import os
import signal
import socket
import time

import pytest
from lock_holder import project_held
from sample_document import snapshot
from sample_project import EDITS

from gvseg.errors import EditError, ProjectError
from gvseg.project import (
    Project,
    ProjectLockedError,
    ProjectPool,
    open_snapshot,
    read_holder,
    read_holders,
)
from gvseg.project.lock import STALE_S, lock_path


@pytest.fixture
def held(path):
    """Another program in which Ann has the project open."""
    with project_held(path, "Ann") as program:
        yield program


def put_lock_of_other_machine(path, silent_s: float) -> None:
    """A lock written by another machine and last renewed `silent_s` ago."""
    file = lock_path(path)
    since = time.time() - silent_s - 60
    content = {"person": "Bo", "host": "lab-3", "scope": "lab-3 boot pid:[1]", "pid": 7}
    file.write_text(json.dumps({**content, "started": "1", "since": since, "token": "t"}))
    os.utime(file, (time.time() - silent_s, time.time() - silent_s))


def test_a_second_person_is_told_who_has_the_project_open(path, held):
    with pytest.raises(ProjectLockedError, match=r"open on .* by Ann since") as refused:
        Project.open(path, person="Bo")
    assert refused.value.holder.host == socket.gethostname()
    assert not refused.value.holder.is_stale
    held.communicate("\n")
    with Project.open(path, person="Bo") as project:
        project.apply(EDITS[0])
    assert read_holder(path) is None
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_killed_program_does_not_keep_its_lock(path, held):
    held.send_signal(signal.SIGKILL)
    held.wait()
    assert lock_path(path).exists()
    assert read_holder(path).is_gone
    with Project.open(path) as project:
        project.apply(EDITS[0])


def test_a_reused_process_id_does_not_count(path, held):
    held.kill()
    held.wait()
    content = json.loads(lock_path(path).read_text())
    lock_path(path).write_text(json.dumps({**content, "pid": os.getppid()}))
    assert read_holder(path).is_gone
    Project.open(path).close()


def test_one_program_may_open_a_project_twice(path):
    with Project.open(path, person="Ann"), Project.open(path, person="Ann"):
        assert lock_path(path).exists()
    assert not lock_path(path).exists()


def test_a_lock_of_another_machine_is_respected(path):
    put_lock_of_other_machine(path, silent_s=STALE_S / 2)
    with pytest.raises(ProjectLockedError, match="open on lab-3 by Bo since") as refused:
        Project.open(path, takes_over="t")
    assert not refused.value.holder.is_stale


def test_a_lock_of_a_crashed_machine_is_replaced_only_on_request(path):
    put_lock_of_other_machine(path, silent_s=STALE_S + 120)
    with pytest.raises(ProjectLockedError, match="not been renewed for 7 minutes") as refused:
        Project.open(path)
    assert refused.value.holder.is_stale
    with Project.open(path, takes_over=refused.value.holder.token) as project:
        project.apply(EDITS[0])
    assert not lock_path(path).exists()


def test_an_unreadable_lock_still_locks(path):
    lock_path(path).write_text("not json")
    with pytest.raises(ProjectLockedError, match="by somebody"):
        Project.open(path)


def test_nothing_is_written_after_somebody_takes_over_the_project(path):
    with Project.open(path, person="Ann") as project:
        project.apply(EDITS[0])
        put_lock_of_other_machine(path, silent_s=0)
        with pytest.raises(ProjectError, match=r"taken over and is now open on lab-3 by Bo"):
            project.apply(EDITS[1])
        expected = snapshot(project.document)
    assert lock_path(path).exists()  # it belongs to Bo
    with open_snapshot(path) as document:
        assert snapshot(document) == expected


def test_a_read_only_project_shows_all_and_refuses_edits(path, held, tmp_path):
    with Project.open(path, is_read_only=True) as project:
        assert project.is_read_only
        with pytest.raises(EditError, match="read-only"):
            project.apply(EDITS[0])
        assert project.history.undo() is None
        project.save_copy(tmp_path / "copy.gvseg")
        with Project.open(tmp_path / "copy.gvseg") as copy:
            assert snapshot(copy.document) == snapshot(project.document)


def test_a_project_open_on_another_machine_is_read_without_touching_it(path):
    with Project.open(path) as project:
        for edit in EDITS:
            project.apply(edit)
        expected = snapshot(project.document)
        put_lock_of_other_machine(path, silent_s=0)
        before = {one.name: one.stat().st_mtime_ns for one in path.parent.iterdir()}
        assert f"{path.name}-wal" in before
        with Project.open(path, is_read_only=True) as reader:
            assert snapshot(reader.document) == expected
        with ProjectPool() as pool:
            assert snapshot(pool.store(path).read_document()) == expected
        after = {one.name: one.stat().st_mtime_ns for one in path.parent.iterdir()}
        assert after == before


@pytest.mark.parametrize("length", [20, 240])
def test_the_name_of_the_lock_fits_the_file_system(tmp_path, length):
    path = tmp_path / f"{'n' * length}.gvseg"
    assert len(lock_path(path).name) < 250
    assert lock_path(path).parent == tmp_path.resolve()


def test_the_holders_of_many_projects_are_those_of_each(tmp_path, path):
    names = ["free", "taken", "n" * 240]
    projects = [path.with_name(f"{name}.gvseg") for name in names]
    for project in projects:
        project.write_bytes(path.read_bytes())
    put_lock_of_other_machine(projects[1], silent_s=0)
    put_lock_of_other_machine(projects[2], silent_s=0)
    link = tmp_path / "elsewhere" / "linked.gvseg"
    link.parent.mkdir()
    link.symlink_to(projects[1])
    projects += [link, tmp_path / "missing" / "no.gvseg"]
    found = read_holders(projects)
    assert set(found) == {projects[1], projects[2], link}
    for project, holder in found.items():
        one = read_holder(project)
        assert one is not None
        assert (holder.person, holder.host, holder.token) == (one.person, one.host, one.token)
