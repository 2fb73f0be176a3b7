// SPDX-License-Identifier: Apache-2.0
// The map as the processor paints it: against point in polygon, and against areas known beforehand.
#include "viewer/raster/raster_painter.hpp"
#include "viewer/raster/scan_fill.hpp"
#include "viewer/raster/soft_lines.hpp"
#include "viewer/ui/theme.hpp"

#include "engine/core/parallel.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <thread>

namespace tractwise::viewer {
namespace {

using raster::kNoShape;
using raster::RasterPainter;
using raster::RasterView;
using raster::Rows;
using raster::ScanFill;
using raster::SoftLines;

/// Cells of a wavy grid, neighbors equal to the last bit; every seventh has a hole, the cell inside
/// of which is a tract of its own.
std::shared_ptr<const tract::TractSet> wavy_grid(int side, bool holes) {
    geo::PolygonSet shapes;
    std::vector<std::string> geoids;
    const auto corner = [](int x, int y, double across, double up) {
        const double gx = x + across, gy = y + up;
        return geo::LonLat{-90 + 0.02 * gx + 0.004 * std::sin(3 * gy + 0.5 * gx),
                           40 + 0.02 * gy + 0.004 * std::sin(2 * gx + gy)};
    };
    const auto ring = [&](int x, int y, double in) {
        std::vector<geo::LonLat> points;
        constexpr int kSteps = 9;
        for (int s = 0; s < 4; ++s)
            for (int i = 0; i < kSteps; ++i) {
                const double t = in + (1 - 2 * in) * i / kSteps;
                const std::array<std::pair<double, double>, 4> at = {
                    {{t, in}, {1 - in, t}, {1 - t, 1 - in}, {in, 1 - t}}};
                // The same sum from both sides of a border.
                points.push_back(corner(x, y, at[s].first, at[s].second));
            }
        return points;
    };
    const auto add = [&](const std::vector<std::vector<geo::LonLat>>& rings) {
        shapes.begin_shape();
        shapes.begin_part();
        for (const auto& r : rings)
            shapes.add_ring(r);
        geoids.push_back(std::to_string(99001000000 + static_cast<long>(geoids.size())));
    };
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            if (!holes || (y * side + x) % 7 != 3) {
                add({ring(x, y, 0)});
                continue;
            }
            add({ring(x, y, 0), ring(x, y, 0.3)});
            add({ring(x, y, 0.3)});
        }
    return std::make_shared<const tract::TractSet>(tract::TractSet::from(geoids, shapes, 2020));
}

Camera camera_over(const MapBox& box, double width, double height) {
    Camera camera;
    camera.width = width;
    camera.height = height;
    camera.fit(box, 10);
    return camera;
}

std::vector<std::uint32_t> ids_of(const MapGeometry& geometry, const Camera& camera, Rows rows) {
    const geo::LineMesh& lines = geometry.level(0).lines;
    const RasterView view(camera);
    std::vector<std::uint32_t> ids(static_cast<std::size_t>(view.width * rows.count()), 12345);
    ScanFill().borders(lines, chunks_of(lines, 64), view, rows, ids);
    return ids;
}

/// How many pixels do not show the tract that holds their middle, though no border is near.
std::size_t wrong_pixels(const MapGeometry& geometry, const Camera& camera) {
    const int height = static_cast<int>(camera.height), width = static_cast<int>(camera.width);
    const std::vector<std::uint32_t> ids = ids_of(geometry, camera, {0, height});
    std::size_t wrong = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto at = [&](double dx, double dy) {
                return geometry.pick(camera.to_world({x + 0.5 + dx, y + 0.5 + dy}));
            };
            const std::uint32_t here = at(0, 0);
            constexpr double kNear = 0.02; // floats, and straight lines on two maps
            const bool border = at(kNear, 0) != here || at(-kNear, 0) != here ||
                                at(0, kNear) != here || at(0, -kNear) != here;
            wrong += !border && ids[static_cast<std::size_t>(y * width + x)] != here ? 1 : 0;
        }
    return wrong;
}

TEST(Raster, EveryPixelShowsTheTractThatHoldsItsMiddle) {
    const auto geometry = MapGeometry::of(wavy_grid(9, true), false, {});
    EXPECT_EQ(wrong_pixels(*geometry, camera_over(geometry->box, 300, 260)), 0U);
    // Far inside, where nothing but borders to the west and far away tells the tract.
    Camera inside = camera_over(geometry->box, 200, 150);
    inside.center = geometry->centroids[40];
    inside.meters_per_pixel /= 40;
    EXPECT_EQ(wrong_pixels(*geometry, inside), 0U);
    inside.meters_per_pixel *= 4000; // a speck
    EXPECT_EQ(wrong_pixels(*geometry, inside), 0U);
}

TEST(Raster, RowsByThemselvesAreThoseOfTheWhole) {
    const auto geometry = MapGeometry::of(wavy_grid(6, true), false, {});
    const Camera camera = camera_over(geometry->box, 180, 120);
    const auto whole = ids_of(*geometry, camera, {0, 120});
    const auto part = ids_of(*geometry, camera, {37, 61});
    EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 37 * 180));
}

TEST(Raster, ShapesThatOverlapOrLeaveAGapAreFilledEachByItself) {
    geo::PolygonSet shapes;
    const auto add = [&](double west, double east) {
        shapes.begin_shape();
        shapes.begin_part();
        const std::array<geo::LonLat, 4> ring = {
            {{west, 40}, {east, 40}, {east, 40.1}, {west, 40.1}}};
        shapes.add_ring(ring);
    };
    add(-90.00, -89.90);
    add(-89.92, -89.80); // over the first
    add(-89.78, -89.70); // beside a gap
    const auto geometry =
        MapGeometry::of(std::make_shared<const tract::TractSet>(tract::TractSet::from(
                            {"99001000100", "99001000200", "99001000300"}, shapes, 2020)),
                        false, {});
    const Camera camera = camera_over(geometry->box, 320, 100);
    const auto ids = ids_of(*geometry, camera, {50, 51});
    const auto id_at = [&](double lon) {
        const Pixel p = camera.to_pixel(geometry->projection.forward({lon, 40.05}));
        return ids[static_cast<std::size_t>(p.x)];
    };
    EXPECT_EQ(id_at(-89.95), 0U);
    EXPECT_EQ(id_at(-89.91), 1U); // the one that began last
    EXPECT_EQ(id_at(-89.85), 1U);
    EXPECT_EQ(id_at(-89.79), kNoShape);
    EXPECT_EQ(id_at(-89.75), 2U);
}

/// A line from (x0, y0) to (x1, y1) in pixels of a square picture.
struct DrawnLine {
    DrawnLine(float x0, float y0, float x1, float y1, float width) {
        Camera camera;
        camera.meters_per_pixel = 1;
        camera.width = camera.height = kSide;
        camera.center = {kSide / 2.0, -kSide / 2.0};
        geo::LineMesh mesh;
        mesh.ends = {x0, -y0, x1, -y1};
        mesh.sides = {kNoShape, kNoShape};
        SoftLines().draw(mesh, chunks_of(mesh, 64), 1, {}, RasterView(camera), {0, kSide}, width,
                         IM_COL32(255, 255, 255, 255), pixels);
    }
    double covered() const { // in pixels
        double sum = 0;
        for (const std::uint32_t p : pixels)
            sum += (p & 255U) / 255.0;
        return sum;
    }
    static constexpr int kSide = 100;
    std::vector<std::uint32_t> pixels = std::vector<std::uint32_t>(kSide * kSide, 0xFF000000);
};

TEST(Raster, LinesCoverTheirLengthTimesTheirWidth) {
    const auto cap = [](double width) { return std::numbers::pi * width * width / 4; };
    for (const double angle : {0.0, 0.3, 0.785, 1.2, std::numbers::pi / 2})
        for (const double width : {1.0, 2.4, 4.2}) {
            const auto x = static_cast<float>(60 * std::cos(angle)),
                       y = static_cast<float>(60 * std::sin(angle));
            // Middles of pixels are samples: right on average over where the line lies.
            double covered = 0;
            constexpr int kPlaces = 16;
            for (int i = 0; i < kPlaces; ++i) {
                const float shift = static_cast<float>(i) / kPlaces;
                covered +=
                    DrawnLine(15 + shift, 15, 15 + shift + x, 15 + y, static_cast<float>(width))
                        .covered() /
                    kPlaces;
            }
            const double expected = 60 * width + cap(width);
            EXPECT_NEAR(covered, expected, 0.03 * expected) << angle << " " << width;
        }
    // Half as wide as a pixel is half as dark.
    EXPECT_NEAR(DrawnLine(10, 50.5F, 90, 50.5F, 0.5F).covered(), 80 * 0.5, 4);
    EXPECT_EQ(DrawnLine(-50, -50, -10, -10, 3).covered(), 0);
    EXPECT_NEAR(DrawnLine(-1e6F, 40, 1e6F, 40, 2).covered(), 200, 2);
}

TEST(Raster, TranslucentLinesAreNoDarkerWhereTheyMeet) {
    Camera camera;
    camera.meters_per_pixel = 1;
    camera.width = camera.height = 40;
    camera.center = {20, -20};
    geo::LineMesh mesh;
    for (const float y : {0.0F, 10.0F, 20.0F, 30.0F})
        mesh.ends.insert(mesh.ends.end(), {20.5F, -y, 20.5F, -y - 10});
    mesh.sides.assign(8, kNoShape);
    std::vector<std::uint32_t> pixels(40 * 40, 0xFFFFFFFF);
    SoftLines().draw(mesh, chunks_of(mesh, 2), 4, {}, RasterView(camera), {0, 40}, 1,
                     IM_COL32(0, 0, 0, 100), pixels);
    for (std::size_t row = 1; row < 39; ++row)
        EXPECT_EQ(pixels[row * 40 + 20], pixels[40 + 20]) << row;
}

class RasterPicture : public testing::Test {
protected:
    RasterPicture() {
        geometry = MapGeometry::of(wavy_grid(8, false), false, {});
        const std::size_t n = geometry->tracts->size();
        scene.fill.resize(n);
        scene.pattern.assign(n, map::Pattern::Solid);
        for (std::size_t t = 0; t < n; ++t)
            scene.fill[t] = {static_cast<std::uint8_t>(40 + t), 90, 200};
        selection.reset(n);
        picture.geometry = geometry.get();
        picture.scene = &scene;
        picture.style = &style;
        picture.selection = &selection;
        picture.camera = camera_over(geometry->box, 240, 200);
    }
    std::uint32_t at_tract(std::span<const std::uint32_t> pixels, std::size_t t) const {
        const Pixel p = picture.camera.to_pixel(geometry->centroids[t]);
        return pixels[static_cast<std::size_t>(p.y) * 240 + static_cast<std::size_t>(p.x)];
    }
    std::shared_ptr<const MapGeometry> geometry;
    map::MapScene scene;
    map::MapStyle style;
    Selection selection;
    MapPicture picture;
};

TEST_F(RasterPicture, TractsHaveTheirColors) {
    RasterPainter painter;
    const auto pixels = painter.paint(picture);
    ASSERT_EQ(pixels.size(), 240U * 200U);
    for (std::size_t t = 0; t < scene.fill.size(); ++t)
        EXPECT_EQ(at_tract(pixels, t), IM_COL32(40 + t, 90, 200, 255)) << t;
    EXPECT_EQ(pixels[0], ui::colors(false).map_background | IM_COL32_A_MASK);
}

TEST_F(RasterPicture, NewColorsSelectionAndCameraAreSeen) {
    RasterPainter painter;
    painter.paint(picture);
    scene.fill[20] = {1, 2, 3};
    EXPECT_EQ(at_tract(painter.paint(picture), 20), IM_COL32(1, 2, 3, 255));
    const std::uint32_t rows[] = {30};
    selection.apply(rows, Selection::Mode::Replace);
    EXPECT_NE(at_tract(painter.paint(picture), 30), IM_COL32(70, 90, 200, 255));
    picture.camera.pan(25, 12);
    EXPECT_EQ(at_tract(painter.paint(picture), 20), IM_COL32(1, 2, 3, 255));
    const auto moved = painter.paint(picture);
    EXPECT_TRUE(std::ranges::equal(moved, RasterPainter().paint(picture)));
}

TEST_F(RasterPicture, IsTheSameOnOneCoreAndMany) {
    scene.pattern[9] = map::Pattern::NoData;
    scene.pattern[10] = map::Pattern::Unreliable;
    RasterPainter one, many;
    const auto together = many.paint(picture);
    set_thread_limit(1);
    const auto alone = one.paint(picture);
    set_thread_limit(std::thread::hardware_concurrency());
    EXPECT_TRUE(std::ranges::equal(alone, together));
}

TEST_F(RasterPicture, NoDataIsHatched) {
    scene.pattern[9] = map::Pattern::NoData;
    RasterPainter painter;
    const auto pixels = painter.paint(picture);
    std::set<std::uint32_t> colors;
    const Pixel p = picture.camera.to_pixel(geometry->centroids[9]);
    for (int d = -5; d <= 5; ++d)
        colors.insert(pixels[static_cast<std::size_t>(p.y) * 240 +
                             static_cast<std::size_t>(static_cast<int>(p.x) + d)]);
    EXPECT_GE(colors.size(), 3U);
}

} // namespace
} // namespace tractwise::viewer
