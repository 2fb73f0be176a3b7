# SPDX-License-Identifier: Apache-2.0
# tractwise_module(tract SOURCES geoid.cpp HEADERS geoid.hpp DEPENDS io geo PRIVATE_LIBS GDAL::GDAL)
#
# One folder, one static library `tractwise_tract` (alias `tractwise::tract`). What a folder may include is what it
# DEPENDS on, and nothing else is on its include path: a wrong include fails to build. A folder's headers are
# included as <folder>/<name>.hpp. Every public header is compiled alone (target all_verify_interface_header_sets).
function(tractwise_module name)
    cmake_parse_arguments(ARG "" "ROOT" "SOURCES;HEADERS;DEPENDS;PUBLIC_LIBS;PRIVATE_LIBS" ${ARGN})
    set(target tractwise_${name})
    add_library(${target} STATIC ${ARG_SOURCES})
    add_library(tractwise::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ON)

    # The include path of a folder holds a link to that folder only, so that its neighbours stay invisible.
    set(stage ${PROJECT_BINARY_DIR}/include/${name})
    file(MAKE_DIRECTORY ${stage}/tractwise)
    file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR} ${stage}/tractwise/${name} SYMBOLIC)
    target_include_directories(${target} PUBLIC
        $<BUILD_INTERFACE:${stage}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
    set(headers ${ARG_HEADERS})
    list(TRANSFORM headers PREPEND ${stage}/tractwise/${name}/)
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${stage} FILES ${headers})

    foreach(dependency IN LISTS ARG_DEPENDS)
        target_link_libraries(${target} PUBLIC tractwise::${dependency})
    endforeach()
    target_link_libraries(${target} PUBLIC ${ARG_PUBLIC_LIBS} PRIVATE ${ARG_PRIVATE_LIBS})
    tractwise_warnings(${target})
    install(TARGETS ${target} EXPORT tractwiseTargets FILE_SET HEADERS)
endfunction()

function(tractwise_warnings target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion 
        -Wno-sign-conversion                # indices and counts mix freely; -Wconversion still guards narrowing
        -Wno-restrict                       # false alarm of GCC 12 on std::string + (GCC bug 105651)
        -Wno-missing-field-initializers)    # options are aggregates with designated initialisers
    if(TRACTWISE_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
endfunction()
