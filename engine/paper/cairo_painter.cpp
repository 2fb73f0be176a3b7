// SPDX-License-Identifier: Apache-2.0
#include "engine/paper/cairo_painter.hpp"

#include "engine/paper/pango_text.hpp"

#include "engine/core/error.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

#include <fmt/format.h>

namespace tractwise::paper {
namespace {

struct DestroyContext {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
};

/// As ISO 32000 names the parts of a document.
const char* tag_of(Role role) {
    switch (role) {
    case Role::Document:
        return "Document";
    case Role::Title:
        return "H1";
    case Role::Heading:
        return "H2";
    case Role::Paragraph:
        return "P";
    case Role::Figure:
        return "Figure";
    case Role::Table:
        return "Table";
    case Role::Row:
        return "TR";
    case Role::HeadCell:
        return "TH";
    case Role::Cell:
        return "TD";
    case Role::None:
        break;
    }
    return nullptr;
}

class Painter {
public:
    Painter(cairo_t* cairo, bool tags, const Band& band)
        : cairo_(cairo), tags_(tags), band_(band) {}

    void operator()(const Group& group) {
        const char* tag = tags_ ? tag_of(group.role) : nullptr;
        if (group.clip) {
            cairo_save(cairo_);
            const Frame& clip = *group.clip;
            cairo_rectangle(cairo_, clip.left, clip.top, clip.width(), clip.height());
            cairo_clip(cairo_);
        }
        if (tag != nullptr)
            cairo_tag_begin(cairo_, tag, nullptr);
        for (const Item& item : group.items)
            std::visit(*this, item.what);
        if (tag != nullptr)
            cairo_tag_end(cairo_, tag);
        if (group.clip)
            cairo_restore(cairo_);
    }

    void operator()(const Shape& shape) {
        if (!trace(shape))
            return;
        if (shape.fill) {
            color(*shape.fill, shape.fill_opacity);
            cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_EVEN_ODD);
            cairo_fill_preserve(cairo_);
        }
        if (shape.hatch) {
            hatch(*shape.hatch);
            trace(shape);
        }
        if (shape.line)
            stroke(*shape.line);
        cairo_new_path(cairo_);
    }

    void operator()(const Disc& disc) {
        if (!shows(disc.at.y - disc.radius, disc.at.y + disc.radius, disc.line))
            return;
        cairo_new_path(cairo_);
        cairo_arc(cairo_, disc.at.x, disc.at.y, disc.radius, 0, 2 * std::numbers::pi);
        cairo_close_path(cairo_);
        if (disc.fill) {
            color(*disc.fill, disc.fill_opacity);
            cairo_fill_preserve(cairo_);
        }
        if (disc.line)
            stroke(*disc.line);
        cairo_new_path(cairo_);
    }

    void operator()(const Words& words) {
        // No letter is higher or deeper than the size of its font.
        if (words.text.empty() ||
            !shows(words.at.y - 2 * words.size, words.at.y + 2 * words.size, std::nullopt))
            return;
        const Layout layout = layout_of(words.text, words.size, words.bold);
        int width = 0;
        pango_layout_get_size(layout.get(), &width, nullptr);
        const double wide = static_cast<double>(width) / PANGO_SCALE;
        const double back = words.anchor == Anchor::Middle ? wide / 2
                            : words.anchor == Anchor::End  ? wide
                                                           : 0;
        cairo_move_to(cairo_, words.at.x - back, words.at.y);
        PangoLayoutLine* line = pango_layout_get_line_readonly(layout.get(), 0);
        if (words.halo) {
            cairo_save(cairo_);
            pango_cairo_layout_line_path(cairo_, line);
            color(*words.halo, 1);
            cairo_set_line_width(cairo_, words.size * kHaloWidth);
            cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
            cairo_stroke(cairo_);
            cairo_restore(cairo_);
            cairo_move_to(cairo_, words.at.x - back, words.at.y);
        }
        color(words.color, 1);
        pango_cairo_show_layout_line(cairo_, line);
        cairo_new_path(cairo_);
    }

    void operator()(const Picture& picture) {
        struct Source {
            const std::string& bytes;
            std::size_t at = 0;
        } source{picture.png};
        const Surface image(cairo_image_surface_create_from_png_stream(
            [](void* from, unsigned char* into, unsigned size) {
                auto& file = *static_cast<Source*>(from);
                if (file.at + size > file.bytes.size())
                    return CAIRO_STATUS_READ_ERROR;
                std::memcpy(into, file.bytes.data() + file.at, size);
                file.at += size;
                return CAIRO_STATUS_SUCCESS;
            },
            &source));
        const int width = cairo_image_surface_get_width(image.get()),
                  height = cairo_image_surface_get_height(image.get());
        if (cairo_surface_status(image.get()) != CAIRO_STATUS_SUCCESS || width <= 0 || height <= 0)
            throw Error(ErrorKind::Input, "a picture of the page is no PNG that can be read");
        const double scale =
            std::min(picture.frame.width() / width, picture.frame.height() / height);
        cairo_save(cairo_);
        cairo_translate(cairo_, picture.frame.left, picture.frame.top);
        cairo_scale(cairo_, scale, scale);
        cairo_set_source_surface(cairo_, image.get(), 0, 0);
        cairo_paint(cairo_);
        cairo_restore(cairo_);
    }

private:
    static constexpr double kHaloWidth = 0.3; // of the letters' size, half of it outside

    void color(Rgb c, double opacity) {
        if (opacity < 1)
            cairo_set_source_rgba(cairo_, c.r / 255.0, c.g / 255.0, c.b / 255.0, opacity);
        else
            cairo_set_source_rgb(cairo_, c.r / 255.0, c.g / 255.0, c.b / 255.0);
    }

    void stroke(const Line& line) {
        color(line.color, line.opacity);
        cairo_set_line_width(cairo_, line.width);
        cairo_set_line_join(cairo_, CAIRO_LINE_JOIN_ROUND);
        cairo_set_line_cap(cairo_, CAIRO_LINE_CAP_ROUND);
        cairo_stroke(cairo_);
    }

    /// Whether anything between these heights can be seen, with the half of its line outside.
    bool shows(double top, double bottom, const std::optional<Line>& line) const {
        const double more = line ? line->width : 0;
        return bottom + more >= band_.top && top - more <= band_.bottom;
    }

    /// Lines and rings above or below the band change nothing in it. False where none is left.
    bool trace(const Shape& shape) {
        cairo_new_path(cairo_);
        bool any = false;
        for (std::size_t i = 0; i < shape.outline.size(); ++i) {
            const std::span<const Spot> line = shape.outline.line(i);
            if (line.empty())
                continue;
            const auto [top, bottom] = std::minmax_element(
                line.begin(), line.end(), [](Spot a, Spot b) { return a.y < b.y; });
            if (!shows(top->y, bottom->y, shape.line))
                continue;
            any = true;
            cairo_move_to(cairo_, line[0].x, line[0].y);
            for (const Spot& spot : line.subspan(1))
                cairo_line_to(cairo_, spot.x, spot.y);
            if (shape.closed)
                cairo_close_path(cairo_);
        }
        return any;
    }

    void hatch(const Hatch& hatch) {
        double left = 0, top = 0, right = 0, bottom = 0;
        cairo_path_extents(cairo_, &left, &top, &right, &bottom);
        cairo_save(cairo_);
        cairo_set_fill_rule(cairo_, CAIRO_FILL_RULE_EVEN_ODD);
        cairo_clip(cairo_);
        // Lines run through the page's corner, so that those of neighbors meet.
        const double height = bottom - top;
        const double first = hatch.rising ? left + top : left - bottom;
        const double last = hatch.rising ? right + bottom : right - top;
        for (double at = std::floor(first / hatch.apart) * hatch.apart; at <= last;
             at += hatch.apart) {
            if (hatch.rising) {
                cairo_move_to(cairo_, at - bottom, bottom);
                cairo_line_to(cairo_, at - bottom + height, top);
            } else {
                cairo_move_to(cairo_, at + top, top);
                cairo_line_to(cairo_, at + top + height, bottom);
            }
        }
        color(hatch.color, 1);
        cairo_set_line_width(cairo_, hatch.width);
        cairo_stroke(cairo_);
        cairo_restore(cairo_);
    }

    cairo_t* cairo_;
    bool tags_;
    Band band_;
};

} // namespace

void paint(cairo_surface_t* surface, const Drawing& page, double scale, bool tags,
           const Band& band) {
    const std::unique_ptr<cairo_t, DestroyContext> cairo(cairo_create(surface));
    cairo_scale(cairo.get(), scale, scale);
    if (std::isfinite(band.top))
        cairo_translate(cairo.get(), 0, -band.top);
    Painter painter(cairo.get(), tags, band);
    painter(page.root);
    if (cairo_status(cairo.get()) != CAIRO_STATUS_SUCCESS)
        throw Error(ErrorKind::Internal,
                    fmt::format("the page cannot be painted: {}",
                                cairo_status_to_string(cairo_status(cairo.get()))));
}

} // namespace tractwise::paper
