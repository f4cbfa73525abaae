"""Catalogues of the translations, packaged as lcdesk.i18n_data."""
