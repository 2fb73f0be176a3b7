// SPDX-License-Identifier: Apache-2.0
#include "tests/viewer/tiny_tracts.hpp"
#include "viewer/charts/chart_data.hpp"
#include "viewer/charts/chart_groups.hpp"
#include "viewer/ui/plot.hpp"

#include "engine/stats/summary.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace tractwise::viewer {
namespace {

const double kMissing = std::nan("");
using Rows = std::vector<std::uint32_t>;

TEST(Ticks, AreOneTwoOrFiveTimesAPowerOfTen) {
    EXPECT_DOUBLE_EQ(ui::nice_step(40, 5), 10);
    EXPECT_DOUBLE_EQ(ui::nice_step(41, 5), 10);
    EXPECT_DOUBLE_EQ(ui::nice_step(51, 5), 20);
    EXPECT_DOUBLE_EQ(ui::nice_step(0.3, 3), 0.1);
    EXPECT_DOUBLE_EQ(ui::nice_step(0.0007, 4), 0.0002);
    EXPECT_DOUBLE_EQ(ui::nice_step(0, 4), 1);
    const ui::Ticks ticks = ui::nice_ticks(-0.3, 1.1, 5);
    ASSERT_EQ(ticks.values.size(), 3U);
    EXPECT_DOUBLE_EQ(ticks.values[0], 0);
    EXPECT_FALSE(std::signbit(ticks.values[0]));
    EXPECT_DOUBLE_EQ(ticks.values[1], 0.5);
    EXPECT_EQ(ticks.decimals, 1);
    EXPECT_EQ(ui::nice_ticks(0, 25'000, 6).values,
              (std::vector<double>{0, 5000, 10'000, 15'000, 20'000, 25'000}));
    EXPECT_EQ(ui::nice_ticks(0.02, 0.021, 4).decimals, 4);
    EXPECT_TRUE(ui::nice_ticks(2, 1, 4).values.empty());
    EXPECT_TRUE(ui::nice_ticks(kMissing, 1, 4).values.empty());
}

TEST(Ticks, CoverAnyRange) {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> any(-1, 1);
    for (int i = 0; i < 2000; ++i) {
        const double scale = std::pow(10, 8 * any(random));
        const double low = any(random) * scale, high = low + std::abs(any(random)) * scale + 1e-12;
        const std::size_t most = 1 + random() % 10;
        const ui::Ticks ticks = ui::nice_ticks(low, high, most);
        EXPECT_LE(ticks.values.size(), most + 1);
        const double step = ui::nice_step(high - low, most);
        for (std::size_t k = 0; k < ticks.values.size(); ++k) {
            EXPECT_GE(ticks.values[k], low - step * 1e-6);
            EXPECT_LE(ticks.values[k], high + step * 1e-6);
        }
        // No room is left for one more at either end.
        if (!ticks.values.empty()) {
            EXPECT_LT(ticks.values.front() - low, step * 1.000001);
            EXPECT_LT(high - ticks.values.back(), step * 1.000001);
        }
    }
}

TEST(Ticks, OfLogarithms) {
    EXPECT_EQ(ui::log_ticks(1, 10, 9).values, (std::vector<double>{1, 2, 5, 10}));
    EXPECT_EQ(ui::log_ticks(3, 4000, 4).values, (std::vector<double>{10, 100, 1000}));
    EXPECT_TRUE(ui::log_ticks(0, 10, 4).values.empty());
}

TEST(Axis, PixelsAndBack) {
    const ui::Axis axis{.low = 10, .high = 30, .from = 100, .to = 300};
    EXPECT_FLOAT_EQ(axis.pixel(10), 100);
    EXPECT_FLOAT_EQ(axis.pixel(20), 200);
    EXPECT_DOUBLE_EQ(axis.value(250), 25);
    EXPECT_DOUBLE_EQ(axis.value(1000), 30) << "not beyond the ends";
    const ui::Axis upward{.low = 0, .high = 8, .from = 200, .to = 0};
    EXPECT_FLOAT_EQ(upward.pixel(2), 150);
    const ui::Axis log{.low = 1, .high = 100, .from = 0, .to = 200, .log = true};
    EXPECT_FLOAT_EQ(log.pixel(10), 100);
    EXPECT_NEAR(log.value(100), 10, 1e-9);
    EXPECT_TRUE(std::isnan(log.pixel(0)));
    const ui::Axis point = ui::Axis{.low = 5, .high = 5}.widened();
    EXPECT_LT(point.low, 5);
    EXPECT_GT(point.high, 5);
    const ui::Axis zero = ui::Axis{.low = 0, .high = 0}.widened();
    EXPECT_LT(zero.low, zero.high);
}

tract::Column column_of(const char* unit, std::vector<double> values) {
    tract::Column column;
    column.info.unit = unit;
    column.values = std::move(values);
    return column;
}

TEST(ColumnFormat, UnitOnceAndNumbersAlike) {
    constexpr Reader english{};
    const auto share = ui::ColumnFormat::of(column_of("share", {0.2344, kMissing}), english);
    EXPECT_EQ(share.unit, "percent");
    EXPECT_EQ(share.number(0.2344), "23.4");
    EXPECT_EQ(share.number(kMissing), "–");
    EXPECT_EQ(share.margin(0.041), "±4.1");
    EXPECT_EQ(share.margin(kMissing), "");
    EXPECT_EQ(share.words(0.2344), "23.4 %");
    EXPECT_EQ(share.words(0.2, 0.25), "20.0 – 25.0 %");
    const auto place = ui::ColumnFormat::of(column_of("percentile", {0.5}), english);
    EXPECT_EQ(place.words(0.8, 0.85), "percentile 80.0 – 85.0");
    const auto far = ui::ColumnFormat::of(column_of("m", {400, 12'345}), english);
    EXPECT_EQ(far.unit, "mi");
    EXPECT_EQ(far.number(400), "0.25");    // 0.2485
    EXPECT_EQ(far.number(12'345), "7.67"); // 7.6708
    const auto near = ui::ColumnFormat::of(column_of("m", {40, 12}), english);
    EXPECT_EQ(near.unit, "ft");
    EXPECT_EQ(near.number(40), "131"); // 131.2
    constexpr Reader metric{Language::English, Units::Metric};
    const auto far_km = ui::ColumnFormat::of(column_of("m", {400, 12'345}), metric);
    EXPECT_EQ(far_km.unit, "km");
    EXPECT_EQ(far_km.number(400), "0.40");
    EXPECT_EQ(far_km.number(12'345), "12.35");
    const auto near_m = ui::ColumnFormat::of(column_of("m", {400, 12}), metric);
    EXPECT_EQ(near_m.unit, "m");
    EXPECT_EQ(near_m.number(400), "400");
    const auto density = ui::ColumnFormat::of(column_of("people/km2", {1000, 10.5}), english);
    EXPECT_EQ(density.unit, "people per sq mi");
    EXPECT_EQ(density.number(1000), "2,590");
    const auto people = ui::ColumnFormat::of(column_of("people", {4000, 1234567}), english);
    EXPECT_EQ(people.number(1234567), "1,234,567");
    EXPECT_EQ(people.number(12), "12");
    EXPECT_TRUE(people.whole);
    const auto dollars = ui::ColumnFormat::of(column_of("dollars", {48000}), english);
    EXPECT_EQ(dollars.number(48000), "$48,000");
    EXPECT_EQ(dollars.number(-250), "-$250");
    const auto flag =
        ui::ColumnFormat::of(column_of("flag", {0, 1}), {Language::Spanish, Units::Us});
    EXPECT_EQ(flag.number(1), "sí");
    EXPECT_EQ(ui::ColumnFormat::of(column_of("rank", {1234}), english).number(1234), "1234");
    const auto score = ui::ColumnFormat::of(column_of("score", {0.5, 0.25}), english);
    EXPECT_EQ(score.number(0.25), "0.250");
    EXPECT_EQ(score.number(-0.0001), "0.000") << "no minus before a zero";
    EXPECT_EQ(ui::ColumnFormat::of(column_of("", {1234.5}), english).number(1234.5), "1,235");
}

TEST(SortedRows, Between) {
    const SortedRows sorted(std::vector<double>{3, kMissing, 1, 2, 2, INFINITY});
    EXPECT_EQ(sorted.rows, (Rows{2, 3, 4, 0}));
    EXPECT_EQ(sorted.missing, 2U);
    const auto rows = [](std::span<const std::uint32_t> found) {
        return Rows(found.begin(), found.end());
    };
    EXPECT_EQ(rows(sorted.between(1, 2)), (Rows{2, 3, 4}));
    EXPECT_EQ(rows(sorted.between(1, 2, true)), (Rows{3, 4}));
    EXPECT_EQ(rows(sorted.between(2.5, 9)), (Rows{0}));
    EXPECT_TRUE(sorted.between(4, 5).empty());
    EXPECT_TRUE(SortedRows(std::vector<double>{kMissing}).empty());
}

TEST(Bars, HoldEveryValueOnce) {
    std::mt19937 random(9);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> values;
        const double scale = std::pow(10.0, static_cast<double>(random() % 9) - 4);
        const bool whole = random() % 2 == 0;
        for (std::size_t i = 0; i < 1 + random() % 300; ++i) {
            const double value = scale * static_cast<double>(random() % 1000);
            values.push_back(whole ? std::round(value) : value);
        }
        const SortedRows sorted(values);
        const Bars bars = bars_of(sorted, random() % 2 == 0 ? 100 : 1, whole, 30, {});
        ASSERT_FALSE(bars.all.empty());
        EXPECT_LE(bars.all.size(), 32U);
        double total = 0;
        std::size_t by_rows = 0;
        for (std::size_t bar = 0; bar < bars.all.size(); ++bar) {
            total += bars.all[bar];
            by_rows += bars.rows_of(bar, sorted).size();
            EXPECT_EQ(bars.rows_of(bar, sorted).size(), bars.tracts[bar]);
            for (const std::uint32_t row : bars.rows_of(bar, sorted))
                EXPECT_EQ(bars.bar_at(values[row]), bar);
        }
        EXPECT_EQ(static_cast<std::size_t>(total), values.size());
        EXPECT_EQ(by_rows, values.size());
    }
}

TEST(Bars, PeopleAndSelection) {
    const std::vector<double> values{1, 1, 2, 9, kMissing};
    const std::vector<double> people{100, kMissing, 50, 7, 1000};
    const SortedRows sorted(values);
    Bars bars = bars_of(sorted, 1, true, 10, people);
    EXPECT_DOUBLE_EQ(bars.all[bars.bar_at(1)], 100);
    EXPECT_EQ(bars.tracts[bars.bar_at(1)], 2U);
    EXPECT_DOUBLE_EQ(bars.edges.front(), 0.5) << "whole numbers are cut half way";
    Selection selection;
    selection.reset(5);
    selection.apply(Rows{0, 3}, Selection::Mode::Replace);
    count_selected(bars, sorted, selection, people);
    EXPECT_DOUBLE_EQ(bars.selected[bars.bar_at(1)], 100);
    EXPECT_DOUBLE_EQ(bars.selected[bars.bar_at(2)], 0);
    EXPECT_DOUBLE_EQ(bars.selected[bars.bar_at(9)], 7);
    EXPECT_EQ(bars.bar_at(100), bars.all.size());
    EXPECT_EQ(bars.bar_at(kMissing), bars.all.size());
}

TEST(Boxes, AgreeWithStatistics) {
    std::mt19937 random(13);
    std::vector<double> values, people;
    std::vector<std::int32_t> group;
    for (int i = 0; i < 500; ++i) {
        values.push_back(random() % 10 == 0 ? kMissing : static_cast<double>(random() % 1000));
        people.push_back(random() % 10 == 0 ? kMissing : static_cast<double>(random() % 5000));
        group.push_back(static_cast<std::int32_t>(random() % 4) - 1);
    }
    const SortedRows sorted(values);
    const std::vector<std::string> labels{"a", "b", "c", "none"};
    const auto plain = boxes_of(sorted, group, labels, {});
    const auto weighted = boxes_of(sorted, group, labels, people);
    for (std::int32_t g = 0; g < 3; ++g) {
        std::vector<double> own, weights;
        for (std::size_t i = 0; i < values.size(); ++i)
            if (group[i] == g) {
                own.push_back(values[i]);
                weights.push_back(people[i]);
            }
        const Box& box = plain[static_cast<std::size_t>(g)];
        const stats::Summary s = stats::summarize(own);
        EXPECT_EQ(box.rows.size(), s.count);
        EXPECT_NEAR(box.q1, s.q1, 1e-9);
        EXPECT_NEAR(box.median, s.median, 1e-9);
        EXPECT_NEAR(box.q3, s.q3, 1e-9);
        EXPECT_DOUBLE_EQ(box.least, s.least);
        EXPECT_DOUBLE_EQ(box.greatest, s.greatest);
        EXPECT_GE(box.low, box.q1 - 1.5 * (box.q3 - box.q1));
        const Box& of_people = weighted[static_cast<std::size_t>(g)];
        EXPECT_DOUBLE_EQ(of_people.median, stats::weighted_quantile(own, weights, 0.5));
        EXPECT_DOUBLE_EQ(of_people.q3, stats::weighted_quantile(own, weights, 0.75));
    }
    EXPECT_TRUE(plain[3].rows.empty());
}

TEST(Boxes, WhiskersByHand) {
    // Quartiles 2 and 4, so whiskers reach to -1 and 7: 100 stands alone.
    const std::vector<double> values{1, 2, 3, 4, 100};
    const std::vector<std::int32_t> one(5, 0);
    const Box box = boxes_of(SortedRows(values), one, {"all"}, {}).front();
    EXPECT_DOUBLE_EQ(box.q1, 2);
    EXPECT_DOUBLE_EQ(box.q3, 4);
    EXPECT_DOUBLE_EQ(box.low, 1);
    EXPECT_DOUBLE_EQ(box.high, 4);
    EXPECT_EQ(box.above, 1U);
    EXPECT_EQ(box.below, 0U);
}

TEST(PointGrid, NearestIsTheNearest) {
    std::mt19937 random(21);
    std::vector<PointGrid::Place> places;
    for (int i = 0; i < 400; ++i)
        places.push_back(
            {static_cast<float>(random() % 3000) / 10, static_cast<float>(random() % 1500) / 10});
    places[7] = {std::nanf(""), std::nanf("")};
    const PointGrid grid(places, 300, 150, 8);
    std::size_t in_cells = 0;
    for (std::size_t line = 0; line < grid.lines(); ++line)
        for (std::size_t column = 0; column < grid.columns(); ++column)
            in_cells += grid.in_cell(column, line).size();
    EXPECT_EQ(in_cells, 399U);
    for (int i = 0; i < 500; ++i) {
        const PointGrid::Place at{static_cast<float>(random() % 320) - 10,
                                  static_cast<float>(random() % 170) - 10};
        float best = 8 * 8;
        std::uint32_t expected = PointGrid::kNone;
        for (std::uint32_t p = 0; p < places.size(); ++p) {
            const float dx = places[p].x - at.x, dy = places[p].y - at.y;
            if (dx * dx + dy * dy < best) {
                best = dx * dx + dy * dy;
                expected = p;
            }
        }
        EXPECT_EQ(grid.nearest(at, 8), expected);
    }
    EXPECT_EQ(PointGrid().nearest({1, 1}, 8), PointGrid::kNone);
}

TEST(Grouping, CountiesAreRuns) {
    const auto tracts = test::tiny_tracts({"17031010100", "17043000100", "17031010200"});
    const Groups groups = groups_by_county(*tracts);
    EXPECT_EQ(groups.labels, (std::vector<std::string>{"17031", "17043"}));
    EXPECT_EQ(groups.of_row, (std::vector<std::int32_t>{0, 0, 1}));
}

} // namespace
} // namespace tractwise::viewer
