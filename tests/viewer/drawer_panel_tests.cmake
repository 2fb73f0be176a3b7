# SPDX-License-Identifier: Apache-2.0
# Panels below the map, and the find box.
tractwise_test(viewer_plot SOURCES plot_test.cpp LINKS viewer_core)
tractwise_test(viewer_charts SOURCES charts_panel_test.cpp LINKS viewer_core viewer_harness)
tractwise_test(viewer_table SOURCES table_panel_test.cpp LINKS viewer_core viewer_harness)
tractwise_test(viewer_find SOURCES find_box_test.cpp LINKS viewer_core viewer_harness)
tractwise_test(viewer_drawer_speed SOURCES drawer_speed_test.cpp LINKS viewer_core viewer_harness)
foreach(name viewer_charts viewer_table viewer_find viewer_drawer_speed)
    target_link_libraries(${name}_test PRIVATE glfw)
endforeach()
