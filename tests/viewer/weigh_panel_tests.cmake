# SPDX-License-Identifier: Apache-2.0
tractwise_test(viewer_map_panel SOURCES map_panel_test.cpp LINKS viewer_core viewer_harness)
tractwise_test(viewer_legend SOURCES legend_card_test.cpp LINKS viewer_core viewer_harness)
tractwise_test(viewer_weigh SOURCES weigh_panel_test.cpp LINKS viewer_core viewer_harness)
tractwise_test(viewer_inspector SOURCES inspector_test.cpp LINKS viewer_core viewer_harness)
