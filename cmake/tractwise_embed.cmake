# SPDX-License-Identifier: Apache-2.0
# tractwise_embed(needs report.html.mustache report.css)
#
# Compiles text files of the folder into its library, so that the installed program needs no file at run time. Declared
# in the folder's namespace, for its own sources: std::string_view embedded("report.css"); a name that was not built in is
# an Error(Internal). The file that is made goes into SOURCES of tractwise_module: ${tractwise_embedded}.
macro(tractwise_embed namespace)
    set(embedded_texts "")
    foreach(embedded_name ${ARGN})
        set(embedded_file ${CMAKE_CURRENT_SOURCE_DIR}/${embedded_name})
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${embedded_file})
        file(READ ${embedded_file} embedded_text)
        string(APPEND embedded_texts
            "    if (name == \"${embedded_name}\")\n        return R\"embedded(${embedded_text})embedded\";\n")
    endforeach()
    set(embedded_namespace ${namespace})
    configure_file(${PROJECT_SOURCE_DIR}/cmake/embedded.cpp.in ${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp @ONLY)
    set(tractwise_embedded ${CMAKE_CURRENT_BINARY_DIR}/embedded.cpp)
endmacro()
