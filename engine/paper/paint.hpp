// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/paper/drawing.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tractwise::paper {

/// The page as a file of PDF 1.5: lines stay lines, text can be searched and copied, fonts are
/// embedded. Tagged: document, headings, paragraphs, tables with the scope of their heads, figures
/// with their words, the language. Equal pages give equal bytes.
std::string pdf_of(const Drawing& page);

/// The page as SVG 1.1: real <text>, <title> and <desc> for those who do not see it.
std::string svg_of(const Drawing& page);

/// The drawing as an <svg> element inside a web page: a picture with its subject for those who do not
/// see it, as wide as its place there. `ids` is what its inner names begin with: another one for each
/// drawing of a page.
std::string svg_figure_of(const Drawing& page, const std::string& ids);

/// A PNG file as the address of a picture that holds it ("data:image/png;base64,..."), for web pages.
std::string png_address(std::string_view png);

/// The page as a PNG of this many dots per inch, which the file says. Error(Usage) for a picture of
/// more than 32,767 dots a side.
std::string png_of(const Drawing& page, double dpi);

/// A picture in memory: 4 bytes a dot (red, green, blue, 255), row by row, for a preview.
struct Pixels {
    int width = 0, height = 0;
    std::string rgba;
};
Pixels pixels_of(const Drawing& page, double dpi);

/// Error(Usage) where the name does not end in .pdf, .svg or .png: to be asked before long work.
void require_page_name(const std::filesystem::path& file);
/// Writes what the name's end asks for: .pdf, .svg or .png. Error(Usage) for another end, Error(Input)
/// where the file cannot be written; it appears whole or not at all.
void write_page(const std::filesystem::path& file, const Drawing& page, double dpi = 300);

} // namespace tractwise::paper
