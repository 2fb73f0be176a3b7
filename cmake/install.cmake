# SPDX-License-Identifier: Apache-2.0
install(DIRECTORY data/recipes data/studies data/sample
        DESTINATION ${CMAKE_INSTALL_DATADIR}/tractwise PATTERN "README.md" EXCLUDE)
install(FILES LICENSE README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(EXPORT tractwiseTargets NAMESPACE tractwise:: DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/tractwise)
