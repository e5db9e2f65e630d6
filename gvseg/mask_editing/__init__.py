"""Operations on masks that a person asks for; no Qt, no engine."""
