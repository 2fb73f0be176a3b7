// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/paint.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/core/error.hpp"
#include "engine/core/text.hpp"

#include <fmt/format.h>

namespace tractwise::paper {

namespace {

std::string end_of(const std::filesystem::path& file) {
    return to_lower(file.extension().string());
}

} // namespace

void require_page_name(const std::filesystem::path& file) {
    const std::string end = end_of(file);
    if (end != ".pdf" && end != ".svg" && end != ".png")
        throw Error(ErrorKind::Usage,
                    fmt::format("a map cannot be written as \"{}\"", file.filename().string()),
                    {.hint = "let its name end in .pdf, .svg or .png"});
}

void write_page(const std::filesystem::path& file, const Drawing& page, double dpi) {
    require_page_name(file);
    const std::string end = end_of(file);
    write_text_file(file, end == ".pdf"   ? pdf_of(page)
                          : end == ".svg" ? svg_of(page)
                                          : png_of(page, dpi));
}

} // namespace tractwise::paper
