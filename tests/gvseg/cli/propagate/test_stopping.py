"""`gvseg propagate` keeps and counts finished frames, however it ends."""

import os
import subprocess
import sys

import pytest

from tests.gvseg.cli.propagate.command import (
    propagate,
)


class TestStopping:
    def test_ctrl_c_keeps_finished_frames(self, video, mask, tmp_path, session, capsys) -> None:
        session.stop_at = 3
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", mask) == 130
        assert sorted(path.stem for path in out.iterdir()) == ["00000", "00001", "00002"]
        assert "3 of 6 frames were written" in capsys.readouterr().err

    def test_a_user_error_keeps_finished_frames(
        self, video, mask, tmp_path, session, capsys
    ) -> None:
        session.fail_at = 4
        out = tmp_path / "out"
        assert propagate(video, out, "--exemplar", mask) == 2
        assert sorted(path.stem for path in out.iterdir()) == ["00000", "00001", "00002", "00003"]
        said = capsys.readouterr().err
        assert "Frame 4 cannot be decoded." in said
        assert "4 of 6" in said

    def test_an_internal_error_keeps_finished_frames_and_is_raised(
        self, video, mask, tmp_path, session, monkeypatch, capsys
    ) -> None:
        real = session.segment

        def segment(self, *given, **options):
            for clip in real(self, *given, **options):
                yield clip
                if clip.frames_done == 2:
                    raise RuntimeError("shapes do not match")

        monkeypatch.setattr(session, "segment", segment)
        out = tmp_path / "out"
        with pytest.raises(RuntimeError, match="shapes"):
            propagate(video, out, "--exemplar", mask)
        assert len(list(out.iterdir())) == 2
        assert "2 of 6" in capsys.readouterr().err

    def test_a_format_that_fails_does_not_stop_the_others(
        self, video, mask, tmp_path, session, monkeypatch, capsys
    ) -> None:
        out = tmp_path / "out"
        real = session.segment

        def segment(self, *given, **options):
            yield from real(self, *given, **options)
            (out / "00003.png").mkdir(parents=True)

        monkeypatch.setattr(session, "segment", segment)
        formats = ("--format", "davis", "--format", "ytvis")
        assert propagate(video, out, "--exemplar", mask, *formats) == 2
        assert "choose another" in capsys.readouterr().err
        assert (out / "annotations.json").is_file()

    def test_an_error_on_the_first_frame_writes_nothing(
        self, video, mask, tmp_path, session, capsys
    ) -> None:
        session.fail_at = 0
        assert propagate(video, tmp_path / "out", "--exemplar", mask) == 2
        assert "Frame 0" in capsys.readouterr().err
        assert not (tmp_path / "out").exists()

    def test_a_real_ctrl_c(self, video, mask, tmp_path) -> None:
        """Send SIGINT to a separate process in the middle of a run."""
        script = """
import os, signal, sys
from types import ModuleType
import fake_session
class Session(fake_session.Session):
    def segment(self, request, video, *, cancel=None):
        for clip in super().segment(request, video, cancel=cancel):
            yield clip
            if clip.frames_done == 2:
                os.kill(os.getpid(), signal.SIGINT)
module = ModuleType("gvseg.engine.session"); module.Session = Session
sys.modules["gvseg.engine.session"] = module
from gvseg.cli import main
sys.exit(main(sys.argv[1:]))
"""
        out = tmp_path / "out"
        arguments = ["propagate", str(video), "--exemplar", str(mask), "--out", str(out)]
        done = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 130, done.stderr
        assert "2 of 6 frames" in done.stderr
        assert "Traceback" not in done.stderr
        assert len(list(out.iterdir())) == 2
