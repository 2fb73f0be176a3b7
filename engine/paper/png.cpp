// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/paint.hpp"

#include "engine/paper/cairo_painter.hpp"

#include "engine/core/error.hpp"
#include "engine/core/parallel.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <png.h>

namespace tractwise::paper {
namespace {

constexpr double kMostDots = 32'767; // a side of an image of Cairo
constexpr double kMetersPerInch = 0.0254;
/// Rows that are painted at once: the same for any number of threads, and so are the dots.
constexpr int kBandRows = 200;

Surface white(int width, int height) {
    Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS)
        throw Error(ErrorKind::Input,
                    fmt::format("a picture of {} by {} dots needs more memory than there is", width,
                                height),
                    {.hint = "take fewer dots per inch"});
    cairo_t* cairo = cairo_create(surface.get());
    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_destroy(cairo);
    return surface;
}

/// Paints `rows` of the picture from row `first` on.
void paint_band(const Drawing& page, double scale, int first, int rows, Pixels& into) {
    const Surface surface = white(into.width, rows);
    paint(surface.get(), page, scale, false, {first / scale, (first + rows) / scale});
    cairo_surface_flush(surface.get());
    const unsigned char* row = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    char* to = into.rgba.data() + static_cast<std::size_t>(first) * into.width * 4;
    for (int y = 0; y < rows; ++y, row += stride)
        for (int x = 0; x < into.width; ++x) {
            // Cairo keeps a dot as one number of 32 bits: 0x00rrggbb.
            const std::uint32_t dot = reinterpret_cast<const std::uint32_t*>(row)[x];
            *to++ = static_cast<char>(dot >> 16 & 0xFF);
            *to++ = static_cast<char>(dot >> 8 & 0xFF);
            *to++ = static_cast<char>(dot & 0xFF);
            *to++ = static_cast<char>(0xFF);
        }
}

struct PngFile {
    png_structp png = png_create_write_struct(
        PNG_LIBPNG_VER_STRING, nullptr,
        [](png_structp, png_const_charp message) {
            throw Error(ErrorKind::Internal, fmt::format("PNG: {}", message));
        },
        [](png_structp, png_const_charp) {});
    png_infop info = png_create_info_struct(png);
    std::string bytes;
    PngFile() {
        png_set_write_fn(
            png, this,
            [](png_structp from, png_bytep data, std::size_t size) {
                static_cast<PngFile*>(png_get_io_ptr(from))
                    ->bytes.append(reinterpret_cast<const char*>(data), size);
            },
            nullptr);
    }
    ~PngFile() { png_destroy_write_struct(&png, &info); }
    PngFile(const PngFile&) = delete;
    PngFile& operator=(const PngFile&) = delete;
};

} // namespace

Pixels pixels_of(const Drawing& page, double dpi) {
    const double width = std::ceil(page.width * dpi / kPointsPerInch - 1e-9),
                 height = std::ceil(page.height * dpi / kPointsPerInch - 1e-9);
    if (!(width >= 1 && height >= 1 && width <= kMostDots && height <= kMostDots))
        throw Error(ErrorKind::Usage,
                    fmt::format("a picture of {:.0f} by {:.0f} dots cannot be made", width, height),
                    {.hint = fmt::format("a side has 1 to {:.0f} dots", kMostDots)});
    Pixels pixels{static_cast<int>(width), static_cast<int>(height), {}};
    pixels.rgba.resize(static_cast<std::size_t>(pixels.width) * pixels.height * 4);
    const double scale = dpi / kPointsPerInch;
    const int bands = (pixels.height + kBandRows - 1) / kBandRows;
    const auto paint_some = [&](std::size_t begin, std::size_t end) {
        for (int band = static_cast<int>(begin); band < static_cast<int>(end); ++band) {
            const int first = band * kBandRows;
            paint_band(page, scale, first, std::min(kBandRows, pixels.height - first), pixels);
        }
    };
    parallel_for(static_cast<std::size_t>(bands), paint_some, 1);
    return pixels;
}

std::string png_of(const Drawing& page, double dpi) {
    const Pixels pixels = pixels_of(page, dpi);
    PngFile file;
    const auto width = static_cast<png_uint_32>(pixels.width),
               height = static_cast<png_uint_32>(pixels.height);
    png_set_IHDR(file.png, file.info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    const auto dots = static_cast<png_uint_32>(std::lround(dpi / kMetersPerInch));
    png_set_pHYs(file.png, file.info, dots, dots, PNG_RESOLUTION_METER);
    // Flat colors: the cheapest filter and level pack them as well as the dearest ones.
    png_set_filter(file.png, 0, PNG_FILTER_NONE);
    png_set_compression_level(file.png, 4);
    std::string title = page.title;
    png_text text{};
    text.compression = PNG_ITXT_COMPRESSION_NONE;
    std::string key = "Title", language = page.language;
    text.key = key.data();
    text.text = title.data();
    text.itxt_length = title.size();
    text.lang = language.data();
    if (!title.empty())
        png_set_text(file.png, file.info, &text, 1);
    png_write_info(file.png, file.info);
    png_set_filler(file.png, 0, PNG_FILLER_AFTER);
    const std::size_t line = static_cast<std::size_t>(pixels.width) * 4;
    for (int y = 0; y < pixels.height; ++y)
        png_write_row(file.png, reinterpret_cast<png_const_bytep>(pixels.rgba.data() + line * y));
    png_write_end(file.png, file.info);
    return std::move(file.bytes);
}

} // namespace tractwise::paper
