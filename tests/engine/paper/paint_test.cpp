// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/paint.hpp"

#include "tests/engine/paper/poppler.hpp"
#include "tests/support/error_of.hpp"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>
#define POINTERHOLDER_TRANSITION 4 // std::shared_ptr and nothing else
#include <qpdf/QPDF.hh>

namespace tractwise::paper {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A red square, a blue one below it with a hatch, a line of text, a table of one row.
Drawing page() {
    Drawing page{.width = 144,
                 .height = 72,
                 .title = "Office & <clinic>",
                 .author = "Marrow \"County\"",
                 .subject = {},
                 .language = "es",
                 .date = "2026-11-29",
                 .root = {}};
    Group title{.role = Role::Title, .alt = {}, .items = {}, .clip = {}};
    title.add({Words{.at = {40, 20}, .text = page.title, .size = 9}});
    page.root.role = Role::Document;
    page.root.add({std::move(title)});
    Group figure{.role = Role::Figure,
                 .alt = "Dos cuadrados: uno rojo & uno azul",
                 .items = {},
                 .clip = Frame{0, 0, 36, 72}};
    for (const double top : {0.0, 36.0}) {
        Shape square;
        square.outline.begin();
        for (const Spot& spot :
             {Spot{0, top}, Spot{36, top}, Spot{36, top + 36}, Spot{0, top + 36}})
            square.outline.add(spot);
        square.fill = top == 0 ? Rgb{255, 0, 0} : Rgb{0, 0, 255};
        if (top > 0)
            square.hatch = Hatch{.color = {255, 255, 255}, .width = 1, .apart = 8};
        figure.add({std::move(square)});
    }
    page.root.add({std::move(figure)});
    Group table{.role = Role::Table, .alt = {}, .items = {}, .clip = {}};
    Group row{.role = Role::Row, .alt = {}, .items = {}, .clip = {}};
    for (const Role role : {Role::HeadCell, Role::Cell}) {
        Group cell{.role = role, .alt = {}, .items = {}, .clip = {}};
        cell.add({Words{.at = {role == Role::Cell ? 90.0 : 40.0, 50},
                        .text = role == Role::Cell ? "12 officials" : "affine",
                        .size = 8}});
        row.add({std::move(cell)});
    }
    table.add({std::move(row)});
    page.root.add({std::move(table)});
    return page;
}

TEST(Paint, PixelsAreThoseOfThePage) {
    const Pixels pixels = pixels_of(page(), 72);
    ASSERT_EQ(pixels.width, 144);
    ASSERT_EQ(pixels.height, 72);
    const auto at = [&](int x, int y) {
        const auto* dot =
            reinterpret_cast<const unsigned char*>(pixels.rgba.data()) + 4 * (y * pixels.width + x);
        return std::array<int, 4>{dot[0], dot[1], dot[2], dot[3]};
    };
    EXPECT_EQ(at(10, 10), (std::array<int, 4>{255, 0, 0, 255}));
    EXPECT_EQ(at(140, 5), (std::array<int, 4>{255, 255, 255, 255}));
    int hatched = 0, blue = 0;
    for (int x = 1; x < 35; ++x) {
        hatched += at(x, 50)[0] > 128 ? 1 : 0;
        blue += at(x, 50) == std::array<int, 4>{0, 0, 255, 255} ? 1 : 0;
    }
    EXPECT_GT(hatched, 2);
    EXPECT_GT(blue, 10);
}

/// A picture is painted in bands of 200 rows: what lies over a seam looks as it does elsewhere.
TEST(Paint, NothingShowsWhereBandsMeet) {
    const auto picture = [](double down) {
        Drawing page;
        page.width = 80;
        page.height = 450;
        Shape star; // with a hole, a line and hatching
        for (const double size : {30.0, 10.0})
            for (int corner = 0; corner < 5; ++corner) {
                const double angle = corner * 4 * std::numbers::pi / 5;
                if (corner == 0)
                    star.outline.begin();
                star.outline.add({40 + size * std::sin(angle), down + size * std::cos(angle)});
            }
        star.fill = Rgb{30, 120, 60};
        star.hatch = Hatch{.color = {255, 255, 255}, .width = 1, .apart = 4};
        star.line = Line{.color = {0, 0, 0}, .width = 3};
        page.root.add({std::move(star)});
        page.root.add(
            {Disc{.at = {15, down}, .radius = 9.5, .fill = Rgb{200, 0, 0}, .line = Line{}}});
        page.root.add({Words{.at = {5, down + 4}, .text = "Ågjy", .size = 14}});
        return pixels_of(page, 72);
    };
    const Pixels whole = picture(100), parted = picture(200);
    const std::size_t line = static_cast<std::size_t>(whole.width) * 4;
    EXPECT_EQ(whole.rgba.substr(60 * line, 80 * line), parted.rgba.substr(160 * line, 80 * line));
}

TEST(Paint, APngSaysItsDotsAndItsTitle) {
    const std::string png = png_of(page(), 300);
    const std::size_t at = png.find("pHYs");
    ASSERT_NE(at, std::string::npos);
    // 300 dots an inch are 11,811 a meter.
    EXPECT_EQ(png.substr(at + 4, 9), (std::string{0, 0, 0x2E, 0x23, 0, 0, 0x2E, 0x23, 1}));
    EXPECT_THAT(png, HasSubstr("Office & <clinic>"));
    EXPECT_EQ(png, png_of(page(), 300));
    EXPECT_THAT(test::error_of([] { png_of(page(), 100'000); }), HasSubstr("32767"));
}

TEST(Paint, SvgHoldsTextAsText) {
    const std::string svg = svg_of(page());
    EXPECT_THAT(svg,
                AllOf(HasSubstr("<title>Office &amp; &lt;clinic&gt;</title>"),
                      HasSubstr("<desc>Dos cuadrados: uno rojo &amp; uno azul</desc>"),
                      HasSubstr(">Office &amp; &lt;clinic&gt;</text>"),
                      HasSubstr("xml:lang=\"es\""), HasSubstr("role=\"img\""),
                      HasSubstr("role=\"columnheader\""), HasSubstr("d=\"M0 0l36 0 0 36-36 0z\"")));
    Drawing strange = page();
    strange.title = std::string("a\x01") + "b\"";
    EXPECT_THAT(svg_of(strange), HasSubstr("<title>ab&quot;</title>"));
    EXPECT_EQ(svg, svg_of(page()));
}

TEST(Paint, PdfIsReadByAnotherProgram) {
    const std::string pdf = pdf_of(page());
    EXPECT_EQ(pdf, pdf_of(page()));
    const auto words = test::poppler("pdftotext -raw {} -", pdf);
    if (!words)
        GTEST_SKIP() << "poppler-utils is not installed";
    EXPECT_THAT(*words, AllOf(HasSubstr("Office & <clinic>"), HasSubstr("12 officials"),
                              HasSubstr("affine"))); // every letter, where fonts have ligatures
    EXPECT_THAT(*test::poppler("pdffonts {}", pdf), Not(HasSubstr(" no  ")));
    EXPECT_THAT(*test::poppler("pdfinfo {}", pdf),
                AllOf(HasSubstr("Office & <clinic>"), HasSubstr("Marrow \"County\""),
                      HasSubstr("Tagged:          yes"), HasSubstr("Nov 29")));
    EXPECT_THAT(*test::poppler("pdfinfo -struct-text {}", pdf),
                AllOf(HasSubstr("H1"), HasSubstr("Figure"), HasSubstr("/Scope /Column"),
                      HasSubstr("\"12 officials\""), HasSubstr("\"affine\"")));
}

// Poppler's tools do not print what a figure shows.
TEST(Paint, AFigureOfAPdfHasItsWords) {
    const std::string bytes = pdf_of(page());
    QPDF pdf;
    pdf.processMemoryFile("page", bytes.data(), bytes.size());
    EXPECT_EQ(pdf.getRoot().getKey("/Lang").getUTF8Value(), "es");
    std::vector<std::string> words;
    for (QPDFObjectHandle object : pdf.getAllObjects())
        if (object.isDictionary() && object.getKey("/S").isNameAndEquals("/Figure"))
            words.push_back(object.getKey("/Alt").getUTF8Value());
    EXPECT_THAT(words, testing::ElementsAre("Dos cuadrados: uno rojo & uno azul"));
}

TEST(Paint, WithoutADayNoDayIsSaid) {
    Drawing undated = page();
    undated.date.clear();
    const std::string pdf = pdf_of(undated);
    EXPECT_EQ(pdf, pdf_of(undated));
    if (const auto info = test::poppler("pdfinfo {}", pdf)) {
        EXPECT_THAT(*info, Not(HasSubstr("CreationDate")));
    }
}

TEST(Paint, ANameMustSayTheKindOfFile) {
    const test::TemporaryFolder folder;
    EXPECT_THAT(test::error_of([&] { write_page(folder / "map.jpg", page()); }),
                AllOf(HasSubstr("map.jpg"), HasSubstr(".pdf, .svg or .png")));
    write_page(folder / "map.SVG", page());
    EXPECT_EQ(read_text_file(folder / "map.SVG"), svg_of(page()));
}

} // namespace
} // namespace tractwise::paper
