// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/paint.hpp"

#include "engine/paper/fonts.hpp"
#include "engine/paper/hatching.hpp"

#include "engine/core/text.hpp"

#include <cmath>
#include <iterator>
#include <map>
#include <tuple>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

/// Text and attribute values; what XML cannot hold is left out.
std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        default:
            if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
                out += c;
        }
    }
    return out;
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const auto byte = [&](std::size_t k) {
            return k < bytes.size() ? static_cast<unsigned char>(bytes[k]) : 0U;
        };
        const unsigned three = byte(i) << 16 | byte(i + 1) << 8 | byte(i + 2);
        out += letters[three >> 18];
        out += letters[three >> 12 & 63];
        out += i + 1 < bytes.size() ? letters[three >> 6 & 63] : '=';
        out += i + 2 < bytes.size() ? letters[three & 63] : '=';
    }
    return out;
}

/// Hundredths of a point as short as they can be written: 12.5, -3, .25.
void add_number(std::string& out, long hundredths) {
    if (hundredths < 0) {
        out += '-';
        hundredths = -hundredths;
    }
    const long whole = hundredths / 100, rest = hundredths % 100;
    if (whole > 0 || rest == 0)
        fmt::format_to(std::back_inserter(out), "{}", whole);
    if (rest > 0) {
        fmt::format_to(std::back_inserter(out), ".{:02}", rest);
        if (out.back() == '0')
            out.pop_back();
    }
}
std::string number(double value) {
    std::string out;
    add_number(out, std::lround(value * 100));
    return out;
}

std::string path_of(const Shape& shape) {
    std::string out;
    const auto pair = [&](long x, long y, bool first) {
        if (!first && x >= 0)
            out += ' ';
        add_number(out, x);
        if (y >= 0)
            out += ' ';
        add_number(out, y);
    };
    for (std::size_t i = 0; i < shape.outline.size(); ++i) {
        const std::span<const Spot> line = shape.outline.line(i);
        long x = 0, y = 0;
        bool first = true, moved = false;
        for (const Spot& spot : line) {
            const long to_x = std::lround(spot.x * 100), to_y = std::lround(spot.y * 100);
            if (first) {
                out += 'M';
                pair(to_x, to_y, true);
            } else if (to_x != x || to_y != y) {
                if (!moved)
                    out += 'l';
                pair(to_x - x, to_y - y, !moved);
                moved = true;
            }
            x = to_x;
            y = to_y;
            first = false;
        }
        if (!line.empty() && shape.closed)
            out += 'z';
    }
    return out;
}

std::string look_of(const std::optional<Rgb>& fill, double fill_opacity,
                    const std::optional<Line>& line) {
    std::string look =
        fill ? fmt::format(" fill=\"{}\"", map::to_hex(*fill)) : std::string(" fill=\"none\"");
    if (fill && fill_opacity < 1)
        look += fmt::format(" fill-opacity=\"{}\"", number(fill_opacity));
    if (line) {
        look += fmt::format(" stroke=\"{}\" stroke-width=\"{}\"", map::to_hex(line->color),
                            number(line->width));
        if (line->opacity < 1)
            look += fmt::format(" stroke-opacity=\"{}\"", number(line->opacity));
    }
    return look;
}

/// What a group is to those who do not see it.
std::string role_of(const Group& group) {
    switch (group.role) {
    case Role::Figure: // one thing; its words are in its description
        return group.alt.empty()
                   ? std::string()
                   : fmt::format(" role=\"img\" aria-label=\"{}\"", escaped(group.alt));
    case Role::Title:
        return " role=\"heading\" aria-level=\"1\"";
    case Role::Heading:
        return " role=\"heading\" aria-level=\"2\"";
    case Role::Table:
        return " role=\"table\"";
    case Role::Row:
        return " role=\"row\"";
    case Role::HeadCell:
        return " role=\"columnheader\"";
    case Role::Cell:
        return " role=\"cell\"";
    default:
        return {};
    }
}

class SvgWriter {
public:
    /// `ids`: what names of patterns begin with, so that two drawings can stand in one page; such a
    /// drawing is one picture there, whose parts have no roles of their own.
    explicit SvgWriter(std::string ids = {}) : ids_(std::move(ids)) {}

    std::string body, patterns;

    void operator()(const Group& group) {
        const bool figure = group.role == Role::Figure && !group.alt.empty();
        const bool own = figure || group.clip || group.role != Role::None;
        if (own) {
            body += "<g";
            if (ids_.empty())
                body += role_of(group);
            if (group.clip) {
                const Frame& clip = *group.clip;
                patterns +=
                    fmt::format("<clipPath id=\"{}c{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" "
                                "height=\"{}\"/></clipPath>\n",
                                ids_, clips_, number(clip.left), number(clip.top),
                                number(clip.width()), number(clip.height()));
                body += fmt::format(" clip-path=\"url(#{}c{})\"", ids_, clips_++);
            }
            body += ">\n";
        }
        for (const Item& item : group.items)
            std::visit(*this, item.what);
        if (own)
            body += "</g>\n";
    }

    void operator()(const Shape& shape) {
        if (shape.outline.empty())
            return;
        const std::string path = path_of(shape);
        body += fmt::format("<path d=\"{}\"{}/>\n", path,
                            look_of(shape.fill, shape.fill_opacity, shape.line));
        if (shape.hatch && ids_.empty())
            body +=
                fmt::format("<path d=\"{}\" fill=\"url(#{})\"/>\n", path, pattern_of(*shape.hatch));
        else if (shape.hatch)
            add_hatch_lines(shape.outline, *shape.hatch);
    }

    void operator()(const Disc& disc) {
        body += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>\n", number(disc.at.x),
                            number(disc.at.y), number(disc.radius),
                            look_of(disc.fill, disc.fill_opacity, disc.line));
    }

    void operator()(const Words& words) {
        if (words.text.empty())
            return;
        static constexpr const char* anchors[] = {"", " text-anchor=\"middle\"",
                                                  " text-anchor=\"end\""};
        std::string look = anchors[static_cast<std::size_t>(words.anchor)];
        if (words.bold)
            look += " font-weight=\"700\"";
        if (words.halo)
            look += fmt::format(" stroke=\"{}\" stroke-width=\"{}\" paint-order=\"stroke\"",
                                map::to_hex(*words.halo), number(words.size * 0.3));
        body += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" fill=\"{}\"{}>{}</text>\n",
                            number(words.at.x), number(words.at.y), number(words.size),
                            map::to_hex(words.color), look, escaped(words.text));
    }

    void operator()(const Picture& picture) {
        body += fmt::format("<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" "
                            "preserveAspectRatio=\"xMinYMin\" "
                            "xlink:href=\"{}\"/>\n",
                            number(picture.frame.left), number(picture.frame.top),
                            number(picture.frame.width()), number(picture.frame.height()),
                            png_address(picture.png));
    }

private:
    void add_hatch_lines(const Outline& outline, const Hatch& hatch) {
        std::string path;
        for (const HatchLine& line : hatch_lines(outline, hatch))
            path += fmt::format("M{} {}L{} {}", number(line.from.x), number(line.from.y),
                                number(line.to.x), number(line.to.y));
        if (!path.empty())
            body +=
                fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"/>\n",
                            path, map::to_hex(hatch.color), number(hatch.width));
    }

    std::string pattern_of(const Hatch& hatch) {
        const auto key =
            std::tuple(map::to_hex(hatch.color), hatch.width, hatch.apart, hatch.rising);
        const auto [known, is_new] =
            hatches_.try_emplace(key, fmt::format("{}h{}", ids_, hatches_.size()));
        if (is_new) {
            // Lines of a pattern are `apart` along the page's edge, as in the other painters.
            const std::string side = number(hatch.apart / std::sqrt(2.0));
            patterns += fmt::format(
                "<pattern id=\"{0}\" width=\"{1}\" height=\"{1}\" patternUnits=\"userSpaceOnUse\" "
                "patternTransform=\"rotate({2})\"><path d=\"M0 0V{1}\" stroke=\"{3}\" "
                "stroke-width=\"{4}\"/></pattern>\n",
                known->second, side, hatch.rising ? 45 : -45, map::to_hex(hatch.color),
                number(2 * hatch.width)); // half of the line lies in the tile
        }
        return known->second;
    }

    std::map<std::tuple<std::string, double, double, bool>, std::string> hatches_;
    std::string ids_;
    int clips_ = 0;
};

/// What the page's figures show, for its description.
void add_words(const Group& group, std::string& words) {
    if (group.role == Role::Figure && !group.alt.empty())
        words += (words.empty() ? "" : "\n") + group.alt;
    for (const Item& item : group.items)
        if (const auto* inner = std::get_if<Group>(&item.what))
            add_words(*inner, words);
}

} // namespace

std::string svg_of(const Drawing& page) {
    SvgWriter writer;
    writer(page.root);
    std::string words = page.subject;
    if (words.empty())
        add_words(page.root, words);
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
        "version=\"1.1\" width=\"{0}pt\" height=\"{1}pt\" viewBox=\"0 0 {0} {1}\" xml:lang=\"{2}\" "
        "font-family=\"{3}\" stroke-linejoin=\"round\" stroke-linecap=\"round\" "
        "fill-rule=\"evenodd\" "
        "role=\"document\">\n"
        "<title>{4}</title>\n<desc>{5}</desc>\n"
        "<defs>\n{6}</defs>\n<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n{7}</svg>\n",
        number(page.width), number(page.height), escaped(page.language), kFontFamily,
        escaped(page.title), escaped(words), writer.patterns, writer.body);
}

std::string png_address(std::string_view png) {
    return "data:image/png;base64," + base64(png);
}

std::string svg_figure_of(const Drawing& page, const std::string& ids) {
    SvgWriter writer(ids);
    writer(page.root);
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" "
                       "xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 {0} {1}\" "
                       "role=\"img\" aria-label=\"{3}\">\n<defs>\n{4}</defs>\n"
                       "<g font-family=\"{2}\" stroke-linejoin=\"round\" stroke-linecap=\"round\" "
                       "fill-rule=\"evenodd\">\n{5}</g>\n</svg>",
                       number(page.width), number(page.height), kFontFamily, escaped(page.subject),
                       writer.patterns, writer.body);
}

} // namespace tractwise::paper
