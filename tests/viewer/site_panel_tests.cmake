# SPDX-License-Identifier: Apache-2.0
tractwise_test(viewer_site SOURCES site_panel_test.cpp site_overlay_test.cpp site_edits_test.cpp LINKS viewer_core viewer_harness)
