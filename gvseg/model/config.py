"""Sizes and ablation switches of the network, stored in every weights file."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from gvseg.errors import WeightsError
from gvseg.vocabulary import VocabularyEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelConfig:
    """Arguments of `build_network`.

    Attributes:
        backbone: name of the frame encoder's backbone.
        width: channels at stride 16 and of queries.
        width_8: channels at stride 8.
        width_4: channels at stride 4 and of pixel embeddings.
        key_width: channels of memory keys.
        value_width: channels of memory values.
        classifier_width: channels of the exemplar classifier's features.
        decoder_layers: number of shape-position-aware decoder layers.
        decoder_heads: number of attention heads in each.
        angle_bins: angular bins of the shape-position descriptor (paper: 36).
        radius_bins: radial bins of the shape-position descriptor (paper: 12).
        query_points: points sampled inside a mask to initialise its query.
        identity_width: channels of the embedding that identifies targets over time.
        grid_side: S; instance queries are initialised from an S x S grid of features.
        vocabulary: classes of the automatic tasks; empty for the exemplar task only.
        use_shape_position: whether to add the descriptor to queries (ablation switch).
        use_task_queries: whether queries of the automatic tasks start from features, as in the
            paper, instead of learned vectors (ablation switch).
        use_task_association: whether to link things by appearance, position and shape, as in the
            paper, instead of decoder queries alone (ablation switch).
        use_exemplar_classifier: whether to use the closed-form classifier (ablation switch).
        use_recent_read: whether to also read the adjacent frame separately, close to each pixel.
        use_matched_masks: whether memory keys have unit length, and the masks in memory, warped to
            the frame by the affinity, are a cue.
        use_prompt_parts: whether clicks and boxes have a conditioner, decoder and confidence head
            of their own instead of those for propagation.
        use_prompt_encoder: whether clicks and boxes also have a frame encoder of their own; needs
            `use_prompt_parts`.
        use_scene_parts: whether the automatic tasks refine features and decode queries with parts
            of their own instead of those of the exemplar task.
        use_edges: whether there is a part that refines the edges of propagated masks.
    """

    backbone: str = "lite0"
    width: int = 128
    width_8: int = 80
    width_4: int = 40
    key_width: int = 64
    value_width: int = 128
    classifier_width: int = 64
    decoder_layers: int = 3
    decoder_heads: int = 4
    angle_bins: int = 36
    radius_bins: int = 12
    query_points: int = 16
    identity_width: int = 64
    grid_side: int = 8
    vocabulary: tuple[VocabularyEntry, ...] = ()
    use_shape_position: bool = True
    use_task_queries: bool = True
    use_task_association: bool = True
    use_exemplar_classifier: bool = True
    use_recent_read: bool = False
    use_matched_masks: bool = False
    use_prompt_parts: bool = False
    use_prompt_encoder: bool = False
    use_scene_parts: bool = False
    use_edges: bool = False

    def __post_init__(self) -> None:

        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, int) and not isinstance(value, bool) and value < 1:
                raise WeightsError(f"Model config: {field.name} must be at least 1, not {value}.")
        names = [entry.name for entry in self.vocabulary]
        if len(set(names)) < len(names):
            raise WeightsError("Model config: the vocabulary has a duplicate name.")
        if self.use_prompt_encoder and not self.use_prompt_parts:
            raise WeightsError("Model config: use_prompt_encoder needs use_prompt_parts.")
        if self.width % self.decoder_heads:
            raise WeightsError(
                f"Model config: width {self.width} is not a multiple of {self.decoder_heads} heads."
            )

    def to_dict(self) -> dict[str, Any]:
        """Return the config as plain values, for a weights file."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> "ModelConfig":
        """Read a config from plain values.

        Raises:
            WeightsError: a field is unknown to this version.
        """
        unknown = set(values) - {field.name for field in fields(cls)}
        if unknown:
            raise WeightsError(
                f"The weights have unknown settings ({', '.join(sorted(unknown))}): update GvSeg."
            )
        entries = tuple(VocabularyEntry(**entry) for entry in values.get("vocabulary", ()))
        return cls(**{**values, "vocabulary": entries})
