// SPDX-License-Identifier: Apache-2.0
#include "engine/geo/equal_area.hpp"

#include "engine/geo/geodesic.hpp"

#include "tests/engine/geo/shapes.hpp"

#include <cmath>
#include <memory>
#include <numbers>
#include <random>

#include <gtest/gtest.h>
#include <proj.h>

namespace tractwise::geo {
namespace {

constexpr Box kIllinois{-91.513079, 36.970298, -87.494756, 42.508481};
constexpr Box kStates48{-124.733174, 24.544701, -66.949895, 49.384358};
constexpr Box kAlaska{172.455, 51.214, 230.007, 71.366};
constexpr Box kPuertoRico{-67.945, 17.883, -65.220, 18.516};
constexpr Box kSamoa{-171.1, -14.6, -168.1, -11.0};
constexpr Box kAustralia{113, -44, 154, -10};
constexpr Box kCongo{12, -13.5, 31.3, 5.4};
constexpr Box kArctic{-40, 84, 40, 89.5};

/// PROJ's own answer to a projection's proj() string.
class Proj {
public:
    explicit Proj(const EqualArea& projection)
        : context_(proj_context_create(), proj_context_destroy),
          operation_(proj_create(context_.get(), projection.proj().c_str()), proj_destroy) {}
    bool works() const { return operation_ != nullptr; }
    Point forward(LonLat p) const {
        const PJ_COORD out = proj_trans(
            operation_.get(), PJ_FWD,
            proj_coord(p.lon * std::numbers::pi / 180, p.lat * std::numbers::pi / 180, 0, 0));
        return {out.xy.x, out.xy.y};
    }

private:
    std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context_;
    std::unique_ptr<PJ, decltype(&proj_destroy)> operation_;
};

std::vector<LonLat> inside(const Box& box, std::size_t n) {
    std::mt19937_64 random(3);
    std::uniform_real_distribution<double> x(box.min_x, box.max_x), y(box.min_y, box.max_y);
    std::vector<LonLat> places{{box.min_x, box.min_y}, {box.max_x, box.max_y}};
    while (places.size() < n)
        places.push_back({x(random), y(random)});
    return places;
}

TEST(EqualArea, AgreesWithProjAndComesBack) {
    for (const Box& box : {kIllinois, kStates48, kAlaska, kPuertoRico, kSamoa, kAustralia, kCongo,
                           kArctic, Box{-88, 41.6, -87.5, 42.1}, Box{-179, -80, 178, 80}}) {
        const EqualArea projection = EqualArea::around(box);
        SCOPED_TRACE(projection.proj());
        const Proj proj(projection);
        ASSERT_TRUE(proj.works());
        for (LonLat p : inside(box, 5000)) {
            // Next to the antipode of the middle, meters are lost in rounding anywhere.
            if (geodesic_m(p, projection.center()) > 18e6)
                continue;
            const Point ours = projection.forward(p), theirs = proj.forward(p);
            ASSERT_NEAR(ours.x, theirs.x, 1e-6) << p.lon << ' ' << p.lat;
            ASSERT_NEAR(ours.y, theirs.y, 1e-6) << p.lon << ' ' << p.lat;
            const LonLat back = projection.inverse(ours);
            ASSERT_NEAR(std::remainder(back.lon - p.lon, 360), 0, 1e-9) << p.lon << ' ' << p.lat;
            ASSERT_NEAR(back.lat, p.lat, 1e-9) << p.lon << ' ' << p.lat;
            ASSERT_LE(std::abs(back.lon), 180);
        }
    }
}

TEST(EqualArea, KeepsAreas) {
    // A small cell of the graticule keeps its square meters anywhere on the map.
    for (const Box& box : {kIllinois, kStates48, kAlaska, kAustralia}) {
        const EqualArea projection = EqualArea::around(box);
        for (LonLat p : inside(box, 50)) {
            constexpr double kSide = 0.01;
            PolygonSet cell;
            test::add(cell, {test::square(p.lon, p.lat, kSide)});
            double twice = 0;
            const auto ring = cell.ring(0);
            for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                const Point a = projection.forward(ring[i]), b = projection.forward(ring[i + 1]);
                twice += a.x * b.y - b.x * a.y;
            }
            const double area = area_m2(cell, 0);
            EXPECT_NEAR(twice / 2, area, area * 2e-6);
        }
    }
}

TEST(EqualArea, WideRegionsGetACone) {
    const auto kind = [](const Box& box) { return EqualArea::around(box).proj().substr(0, 10); };
    EXPECT_EQ(kind(kIllinois), "+proj=laea");
    EXPECT_EQ(kind(kPuertoRico), "+proj=laea");
    EXPECT_EQ(kind(kSamoa), "+proj=laea");
    EXPECT_EQ(kind(kCongo), "+proj=laea"); // over the equator
    EXPECT_EQ(kind(kStates48), "+proj=aea ");
    EXPECT_EQ(kind(kAlaska), "+proj=aea ");
    EXPECT_EQ(kind(kAustralia), "+proj=aea ");
    EXPECT_EQ(kind({-100, 30, -92, 38}), "+proj=laea");
    EXPECT_EQ(kind({-100, 30, -92, 38.1}), "+proj=aea ");
    EXPECT_EQ(kind({-100, 0, -90, 0}), "+proj=laea"); // the equator itself
}

TEST(EqualArea, SaysWhatItIs) {
    const EqualArea chicago = EqualArea::around({-88.2635, 41.4695, -87.3765, 42.2105});
    EXPECT_EQ(chicago.words(), "Lambert azimuthal equal-area, centered at 41.84° N 87.82° W");
    EXPECT_EQ(chicago.words(Language::Spanish),
              "Azimutal equivalente de Lambert, centrada en 41.84° N 87.82° O");
    EXPECT_EQ(chicago.proj(),
              "+proj=laea +lat_0=41.84 +lon_0=-87.82 +ellps=WGS84 +units=m +no_defs");
    const EqualArea states = EqualArea::around({-125, 25, -67, 49});
    EXPECT_EQ(states.words(), "Albers equal-area, 29.0° and 45.0° N");
    EXPECT_EQ(states.words(Language::Spanish), "Equivalente de Albers, 29.0° y 45.0° N");
    EXPECT_EQ(EqualArea::around(kAustralia).words(), "Albers equal-area, 38.3° and 15.7° S");
    EXPECT_EQ(EqualArea::around(kSamoa).words(Language::Spanish),
              "Azimutal equivalente de Lambert, centrada en 12.80° S 169.60° O");
    EXPECT_EQ(EqualArea::around({144, 13, 146, 15}).words(Language::Spanish),
              "Azimutal equivalente de Lambert, centrada en 14.00° N 145.00° E");
}

TEST(EqualArea, TheCenterIsZeroAndSmallChangesOfTheBoxChangeNothing) {
    for (const Box& box : {kIllinois, kStates48}) {
        const EqualArea projection = EqualArea::around(box);
        const Point center = projection.forward(projection.center());
        EXPECT_NEAR(center.x, 0, 1e-8);
        EXPECT_NEAR(center.y, 0, 1e-8);
        EXPECT_GT(projection.forward({projection.center().lon, box.max_y}).y, 0); // north is up
        EXPECT_GT(projection.forward({box.max_x, box.min_y}).x, 0);
        Box other = box;
        other.max_x += 1e-6;
        EXPECT_EQ(EqualArea::around(other), projection);
        other.max_x += 1;
        EXPECT_FALSE(EqualArea::around(other) == projection);
    }
    EXPECT_FALSE(EqualArea::around(kIllinois) == EqualArea::around(kStates48));
}

TEST(EqualArea, NothingAndNotANumber) {
    const EqualArea projection = EqualArea::around(Box());
    EXPECT_EQ(projection.center(), (LonLat{0, 0}));
    EXPECT_EQ(projection.forward({0, 0}), (Point{0, 0}));
    for (const EqualArea& one : {projection, EqualArea::around(kStates48)}) {
        EXPECT_TRUE(std::isnan(one.forward({std::nan(""), 40}).x));
        EXPECT_TRUE(std::isnan(one.forward({-90, std::nan("")}).y));
        EXPECT_TRUE(std::isnan(one.inverse({std::nan(""), 0}).lat));
        EXPECT_TRUE(std::isnan(one.inverse({4e7, 4e7}).lon)); // off the map
    }
    EXPECT_EQ(EqualArea::around(kIllinois).forward(std::span<const LonLat>()).size(), 0U);
}

TEST(EqualArea, ManyAtOnceAsOneByOne) {
    const EqualArea projection = EqualArea::around(kIllinois);
    const auto places = inside(kIllinois, 10'000);
    const std::vector<Point> points = projection.forward(places);
    ASSERT_EQ(points.size(), places.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        ASSERT_EQ(points[i], projection.forward(places[i]));
}

TEST(EqualArea, AcrossTheAntimeridianInOnePiece) {
    const EqualArea projection = EqualArea::around({178, 51, 182, 53});
    EXPECT_NEAR(std::abs(projection.center().lon), 180, 1e-9);
    const Point east = projection.forward({-179, 52}), same = projection.forward({181, 52});
    EXPECT_NEAR(east.x, same.x, 1e-7);
    EXPECT_NEAR(east.y, same.y, 1e-7);
    EXPECT_NEAR(east.x, -projection.forward({179, 52}).x, 1e-7);
    EXPECT_NEAR(projection.inverse(east).lon, -179, 1e-9);
}

TEST(TurnedBox, GoesTheShortWayRound) {
    PolygonSet aleutians;
    test::add(aleutians, {test::square(172.5, 52, 1)});
    test::add(aleutians, {test::square(-170, 55, 30)});
    EXPECT_EQ(turned_box(aleutians), (Box{172.5, 52, 220, 85}));

    PolygonSet across; // one ring that jumps from 179 to -179, and one that runs on to 181
    test::add(across, {{{179, 51}, {-179, 51}, {-179, 52}, {179, 52}}});
    EXPECT_EQ(turned_box(across), (Box{179, 51, 181, 52}));
    PolygonSet on;
    test::add(on, {test::square(179, 51, 2)});
    EXPECT_EQ(turned_box(on), (Box{179, 51, 181, 53}));
}

TEST(TurnedBox, IsThePlainBoxElsewhere) {
    PolygonSet states;
    test::add(states, {test::square(-124.733174, 30, 7)});
    test::add(states, {test::square(-80, 31.7, 3.1)});
    EXPECT_EQ(turned_box(states), states.box());
    PolygonSet europe; // both sides of Greenwich
    test::add(europe, {test::square(-9.5, 36, 9)});
    test::add(europe, {test::square(12.3, 36, 9)});
    EXPECT_EQ(turned_box(europe), europe.box());
    PolygonSet world;
    test::add(world, {{{-180, -90},
                       {-60, -90},
                       {60, -90},
                       {180, -90},
                       {180, 90},
                       {60, 90},
                       {-60, 90},
                       {-180, 90}}});
    EXPECT_EQ(turned_box(world), world.box());
    EXPECT_TRUE(turned_box(PolygonSet()).empty());
}

} // namespace
} // namespace tractwise::geo
