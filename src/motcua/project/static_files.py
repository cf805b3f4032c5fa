"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped package
    """Also rewrites the imports between our script modules; files of other packages may lack their source maps."""

    support_js_module_import_aggregation = True
    manifest_strict = False
