# SPDX-License-Identifier: Apache-2.0
# Start screen, file browser, import, export, help, findings and sources.
tractwise_test(viewer_files
    SOURCES commands_test.cpp export_dialog_test.cpp file_browser_test.cpp findings_panel_test.cpp folder_list_test.cpp help_sheet_test.cpp
        import_dialog_test.cpp sources_panel_test.cpp start_screen_test.cpp
    LINKS viewer_core viewer_harness)
target_link_libraries(viewer_files_test PRIVATE glfw)
