// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/palette.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace tractwise::paper {

/// A place on a page: points of 1/72 inch from its upper left corner, y downwards.
struct Spot {
    double x = 0, y = 0;
};

inline constexpr double kPointsPerInch = 72;

struct Frame {
    double left = 0, top = 0, right = 0, bottom = 0;
    double width() const { return right - left; }
    double height() const { return bottom - top; }
};

/// Rings or lines, one after the other in two flat arrays.
///
///     Outline outline;
///     outline.begin();
///     outline.add({10, 10}); outline.add({20, 10}); outline.add({20, 20});
class Outline {
public:
    void begin() { first_.push_back(spots_.size()); }
    void add(Spot spot) { spots_.push_back(spot); }
    bool empty() const { return spots_.empty(); }
    std::size_t size() const { return first_.size(); }
    std::span<const Spot> line(std::size_t i) const {
        const std::size_t end = i + 1 < first_.size() ? first_[i + 1] : spots_.size();
        return {spots_.data() + first_[i], end - first_[i]};
    }
    std::span<const Spot> spots() const { return spots_; }

private:
    std::vector<Spot> spots_;
    std::vector<std::size_t> first_;
};

using map::Rgb;

struct Line {
    Rgb color;
    double width = 0.5;
    double opacity = 1;
};

/// Slanted lines inside an outline, over its fill.
struct Hatch {
    Rgb color;
    double width = 0.25, apart = 3.5;
    bool rising = true; ///< from lower left to upper right
};

/// Filled by the even-odd rule; `closed` joins the last spot of each line to its first.
struct Shape {
    Outline outline;
    bool closed = true;
    std::optional<Rgb> fill;
    double fill_opacity = 1;
    std::optional<Hatch> hatch;
    std::optional<Line> line;
};

struct Disc {
    Spot at;
    double radius = 1;
    std::optional<Rgb> fill;
    double fill_opacity = 1;
    std::optional<Line> line;
};

enum class Anchor { Start, Middle, End };

/// One line of text.
struct Words {
    Spot at; ///< on the baseline
    std::string text;
    double size = 9;
    bool bold = false;
    Rgb color{33, 33, 33};
    Anchor anchor = Anchor::Start;
    std::optional<Rgb> halo; ///< a rim of this color around the letters
};

/// A PNG file, such as a logo.
struct Picture {
    Frame frame;
    std::string png;
};

/// What a part of a page is to those who do not see it.
enum class Role { None, Document, Title, Heading, Paragraph, Figure, Table, Row, HeadCell, Cell };

struct Item;
/// Parts that belong together. A Figure says in `alt` what it shows.
struct Group {
    Role role = Role::None;
    std::string alt;
    std::vector<Item> items;
    std::optional<Frame> clip;

    Item& add(Item item);
};
struct Item {
    std::variant<Shape, Disc, Words, Picture, Group> what;
};

/// A page: what stands where, in words and lines that no painter has to think about. Every painter
/// (paint.hpp) shows the same.
///
///     Drawing page{.width = 612, .height = 792, .title = "Need in Marrow County"};
///     page.root.add({Words{.at = {36, 54}, .text = page.title, .size = 20, .bold = true}});
///     write_text_file("need.svg", svg_of(page));
struct Drawing {
    double width = 612, height = 792;
    std::string title, author, subject;
    std::string language = "en"; ///< "en", "es"
    std::string date;            ///< "2026-11-29": in the PDF's properties; may be empty
    std::vector<Rgb> told_apart; ///< colors that mean different things (print_warnings())
    Group root{.role = Role::Document, .alt = {}, .items = {}, .clip = {}};
};

} // namespace tractwise::paper
