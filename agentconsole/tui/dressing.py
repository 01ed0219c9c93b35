"""Which theme the console wears, and what the user's own themes become while it is open."""

from pathlib import Path

from textual.app import App

from agentconsole.settings.config import Config
from agentconsole.tui import themes

DEFAULT = "dark"
SIXTEEN = "sixteen"


def theme_for(config: Config) -> str:
    """The theme that is wanted: over a thin line, where none is named, the one of few colours."""
    return config.theme or (SIXTEEN if config.low_bandwidth else "")


class Dressing:
    """The themes there are."""

    def __init__(self, user: Path | None) -> None:
        self.user = user
        self.stamp = themes.stamp(user)
        self.loaded = themes.load(user)

    @property
    def variables(self) -> dict[str, str]:
        """What every style sheet can use, as our own theme has it."""
        return self.loaded.themes[DEFAULT].variables

    @property
    def names(self) -> tuple[str, ...]:
        """The themes, by name."""
        return tuple(self.loaded.themes)

    def dress(self, app: App[None], wanted: str) -> tuple[str, ...]:
        """Wear the theme that is wanted, or one that suits the terminal. What is wrong, in sentences."""
        for theme in self.loaded.themes.values():
            app.register_theme(theme)
        few = app.console.color_system == "standard"
        app.theme = wanted if wanted in self.loaded.themes else SIXTEEN if few else DEFAULT
        if wanted and wanted not in self.loaded.themes:
            return (*self.loaded.warnings, f"There is no theme {wanted}; there are {', '.join(self.names)}.")
        return self.loaded.warnings

    def next(self, app: App[None]) -> str:
        """Wear the next one; its name."""
        at = self.names.index(app.theme) if app.theme in self.names else -1
        app.theme = self.names[(at + 1) % len(self.names)]
        return app.theme

    def again(self, app: App[None]) -> tuple[str, ...]:
        """Wear the user's themes as they are now, where one was edited. What is wrong, in sentences."""
        if not themes.changed(self.stamp, self.user):
            return ()
        self.stamp = themes.stamp(self.user)
        self.loaded = themes.load(self.user)
        worn = app.theme
        warnings = self.dress(app, worn)
        app.refresh_css(animate=False)
        return warnings
