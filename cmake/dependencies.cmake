# SPDX-License-Identifier: Apache-2.0
# Every third-party library, found once. Nothing is downloaded; scripts/setup installs the Debian packages.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(TBB REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(fmt REQUIRED)
find_package(GDAL CONFIG REQUIRED)
find_package(PROJ CONFIG REQUIRED)
find_package(GEOS CONFIG REQUIRED)
find_package(Boost 1.74 CONFIG REQUIRED) # headers only: Boost.Geometry, and Boost.Graph in tests
find_package(CLI11 CONFIG REQUIRED)
find_package(tomlplusplus CONFIG REQUIRED)
find_package(nlohmann_json CONFIG REQUIRED)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(CBC REQUIRED IMPORTED_TARGET cbc)
# libosmium and protozero are headers only; they read with expat, zlib, bzip2 and lz4.
find_path(OSMIUM_INCLUDE_DIR osmium/version.hpp REQUIRED)
find_path(PROTOZERO_INCLUDE_DIR protozero/version.hpp REQUIRED)
find_package(EXPAT REQUIRED)
find_package(BZip2 REQUIRED)
find_package(ZLIB REQUIRED)
pkg_check_modules(LZ4 REQUIRED IMPORTED_TARGET liblz4)
# The tessellator of polygons (no display needed).
pkg_check_modules(GLU REQUIRED IMPORTED_TARGET glu)
# Pages: Pango lays out text on Cairo, qpdf completes the structure of a PDF.
pkg_check_modules(PANGOCAIRO REQUIRED IMPORTED_TARGET pangocairo)
# It asks for -pthread, with which the precompiled header would not be taken.
set_property(TARGET PkgConfig::PANGOCAIRO PROPERTY INTERFACE_COMPILE_OPTIONS)
pkg_check_modules(QPDF REQUIRED IMPORTED_TARGET libqpdf)
find_package(PNG REQUIRED)
if(TRACTWISE_VIEWER)
    # ImGui is a static library: what it was built with comes as its private requirements.
    pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui freetype2)
    pkg_check_modules(EPOXY REQUIRED IMPORTED_TARGET epoxy)
    find_package(glfw3 CONFIG REQUIRED)
endif()
