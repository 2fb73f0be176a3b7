# SPDX-License-Identifier: Apache-2.0
# tractwise_module(tract HEADERS geoid.hpp DEPENDS io geo PRIVATE_LIBS GDAL::GDAL)
# tractwise_module(stats FAST ...)     for folders that compute for long: -O3
#
# One folder, one static library `tractwise_tract` (alias `tractwise::tract`) of every .cpp in it (SOURCES adds others).
# HEADERS are what other folders may include, DEPENDS the folders whose headers this one may include. An include is the
# path of a file from the repository's root, so everything could be reached; `scripts/includes` reads the two lists and
# refuses what they do not allow, before anything is compiled. Every public header also compiles alone (target
# all_verify_interface_header_sets).
function(tractwise_module name)
    cmake_parse_arguments(ARG "FAST" "" "SOURCES;HEADERS;DEPENDS;PUBLIC_LIBS;PRIVATE_LIBS" ${ARGN})
    set(target tractwise_${name})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp */*.cpp)
    add_library(${target} STATIC ${sources} ${ARG_SOURCES})
    add_library(tractwise::${name} ALIAS ${target})
    set_target_properties(${target} PROPERTIES EXPORT_NAME ${name} VERIFY_INTERFACE_HEADER_SETS ON)
    tractwise_relocatable(${target})

    target_include_directories(${target} PUBLIC
        $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}> $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/tractwise>)
    list(TRANSFORM ARG_HEADERS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/ OUTPUT_VARIABLE headers)
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${headers})

    list(TRANSFORM ARG_DEPENDS PREPEND tractwise::)
    target_link_libraries(${target} PUBLIC ${ARG_DEPENDS} ${ARG_PUBLIC_LIBS} PRIVATE ${ARG_PRIVATE_LIBS})
    tractwise_unit(${target})
    if(ARG_FAST)
        target_compile_options(${target} PRIVATE ${tractwise_fast})
        target_precompile_headers(${target} REUSE_FROM tractwise_precompiled_fast)
    else()
        target_precompile_headers(${target} REUSE_FROM tractwise_precompiled)
    endif()
    # Eight files are compiled as one, which reads the headers of the standard library and of fmt, GDAL or Boost once
    # instead of eight times: half the time for a build from scratch. So names at file level are unique within a folder,
    # those in unnamed namespaces too. Every file still compiles alone (-D CMAKE_UNITY_BUILD=OFF).
    if(NOT DEFINED CMAKE_UNITY_BUILD)
        set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
    endif()
    install(TARGETS ${target} EXPORT tractwiseTargets FILE_SET HEADERS
            DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/tractwise)
endfunction()

# Libraries of the engine can be linked into a shared one (python, or a program of somebody else's). Hidden symbols keep the
# code as it is in a program: calls and data are reached directly.
function(tractwise_relocatable target)
    set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON
        CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
endfunction()

# What every target of the project has: warnings, and includes that are checked before it is compiled.
function(tractwise_unit target)
    target_compile_options(${target} PRIVATE -Wall -Wextra -Wshadow -Wconversion
        -Wno-sign-conversion                # indices and counts mix freely; -Wconversion still guards narrowing
        -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds # false alarms of GCC 12 inside std::string (GCC bug
                                            # 105651), seen where its headers are precompiled
        -Wno-missing-field-initializers)    # options are aggregates with designated initializers
    if(TRACTWISE_WERROR)
        target_compile_options(${target} PRIVATE -Werror)
    endif()
    add_dependencies(${target} tractwise_includes)
endfunction()

# The fence between folders. It reads every source once (0.2 s) and runs again only where a source or a list changed.
file(GLOB_RECURSE fenced CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/engine/*.[ch]pp ${PROJECT_SOURCE_DIR}/layers/*.[ch]pp ${PROJECT_SOURCE_DIR}/viewer/*.[ch]pp
     ${PROJECT_SOURCE_DIR}/python/*.[ch]pp ${PROJECT_SOURCE_DIR}/tests/*.[ch]pp ${PROJECT_SOURCE_DIR}/*/CMakeLists.txt)
add_custom_command(OUTPUT ${PROJECT_BINARY_DIR}/includes.checked
    COMMAND ${Python3_EXECUTABLE} ${PROJECT_SOURCE_DIR}/scripts/includes --quiet
    COMMAND ${CMAKE_COMMAND} -E touch ${PROJECT_BINARY_DIR}/includes.checked
    DEPENDS ${fenced} ${PROJECT_SOURCE_DIR}/scripts/includes
    WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
    COMMENT "Includes against DEPENDS" VERBATIM)
add_custom_target(tractwise_includes DEPENDS ${PROJECT_BINARY_DIR}/includes.checked)

# What nearly every file includes, compiled once for the engine. It is a target of its own because GCC takes a compiled
# header only where the macros of the command line are those that it was made with. Folders that compute for long (FAST)
# have one that was made with -O3 as they are: GCC 12 optimizes what follows a compiled header as far as that was, and
# says nothing where the command line asks for more (two-step catchments took 1.28 times as long).
set(tractwise_fast $<$<CONFIG:Release>:-O3>)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/precompiled.cpp CONTENT "// compiles the header\n")
foreach(precompiled tractwise_precompiled tractwise_precompiled_fast)
    add_library(${precompiled} STATIC ${PROJECT_BINARY_DIR}/precompiled.cpp)
    target_link_libraries(${precompiled} PRIVATE fmt::fmt)
    tractwise_relocatable(${precompiled})
    target_precompile_headers(${precompiled} PRIVATE
        <fmt/format.h> <algorithm> <array> <charconv> <cmath> <cstdint> <filesystem> <functional> <limits> <map> <memory>
        <numeric> <optional> <span> <string> <string_view> <unordered_map> <utility> <vector>)
    tractwise_unit(${precompiled})
endforeach()
target_compile_options(tractwise_precompiled_fast PRIVATE ${tractwise_fast})
