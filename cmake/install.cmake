# SPDX-License-Identifier: Apache-2.0
include(CMakePackageConfigHelpers)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/tractwise)

install(DIRECTORY data/recipes data/profiles data/reports data/studies data/sample
        DESTINATION ${CMAKE_INSTALL_DATADIR}/tractwise PATTERN "README.md" EXCLUDE)
install(FILES LICENSE NOTICE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(EXPORT tractwiseTargets NAMESPACE tractwise:: DESTINATION ${package})
configure_package_config_file(cmake/tractwiseConfig.cmake.in ${PROJECT_BINARY_DIR}/tractwiseConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/tractwiseConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/tractwiseConfig.cmake ${PROJECT_BINARY_DIR}/tractwiseConfigVersion.cmake
        DESTINATION ${package})
