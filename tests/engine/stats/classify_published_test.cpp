// SPDX-License-Identifier: Apache-2.0
// Bounds, counts and fit as mapclassify (PySAL) gives them for two real columns.
#include "engine/stats/classify.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/io/cell.hpp"
#include "engine/io/source.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <map>

#include <nlohmann/json.hpp>

namespace tractwise::stats {
namespace {

using nlohmann::json;

SortedValues column_of(const std::string& file, const std::string& column) {
    Diagnostics findings;
    const io::Table table =
        io::read_table(io::source_from_path("published", test::data_pack(file).string()), findings);
    return SortedValues(io::numbers(table, table.require(column), findings).values);
}

json read_json(const std::string& file) {
    return json::parse(std::ifstream(test::data_pack(file)));
}

/// Bounds and counts; adcm, tss and gadf where the file has them. `rounded`: values which
/// mapclassify puts into the next class because its bound, meant to be the value itself, came out a
/// last digit lower.
void expect_published(const SortedValues& values, const Classes& ours, const json& expected,
                      const std::string& name, std::size_t rounded = 0) {
    SCOPED_TRACE(name);
    const Classes theirs{.upper = expected.at("bins"), .lowest = ours.lowest};
    ASSERT_EQ(ours.size(), theirs.size());
    for (std::size_t j = 0; j < ours.size(); ++j)
        EXPECT_NEAR(ours.upper[j], theirs.upper[j], 1e-9) << "class " << j;
    EXPECT_EQ(counts(values, theirs), expected.at("counts").get<std::vector<std::size_t>>());
    std::size_t moved = 0;
    for (const double x : values.values())
        if (const int own = ours.of(x); own != theirs.of(x)) {
            ++moved;
            EXPECT_EQ(x, ours.upper[static_cast<std::size_t>(own)]);
        }
    EXPECT_EQ(moved, rounded);

    const Fit f = fit(values, theirs);
    if (expected.contains("adcm")) {
        EXPECT_NEAR(f.adcm, expected["adcm"].get<double>(), 1e-8);
    }
    if (expected.contains("tss")) {
        EXPECT_NEAR(f.tss / expected["tss"].get<double>(), 1, 1e-12);
    }
    if (expected.contains("gadf")) {
        EXPECT_NEAR(f.gadf, expected["gadf"].get<double>(), 1e-12);
    }
}

struct PublishedName {
    const char* prefix;
    Method method;
};
constexpr PublishedName kCounted[] = {{"Quantiles", Method::Quantiles},
                                      {"EqualInterval", Method::EqualInterval},
                                      {"FisherJenks", Method::FisherJenks},
                                      {"MaximumBreaks", Method::MaximumBreaks},
                                      {"PrettyBreaks", Method::Pretty}};
constexpr PublishedName kFixed[] = {{"StdMean_default", Method::StdMean},
                                    {"StdMean", Method::StdMean},
                                    {"BoxPlot_1.5", Method::BoxPlot},
                                    {"HeadTailBreaks", Method::HeadTail},
                                    {"Percentiles_default", Method::Percentiles}};

/// Every entry of the file that one of our methods makes; how many there were.
int expect_all(const SortedValues& values, const json& file, const std::string& before = "",
               const std::map<std::string, std::size_t>& rounded = {}) {
    int found = 0;
    for (const PublishedName& named : kFixed)
        if (const std::string key = before + named.prefix; file.contains(key)) {
            expect_published(values, classify(values, named.method, 5), file[key], key);
            ++found;
        }
    for (const PublishedName& named : kCounted)
        for (const int k : {3, 4, 5, 7})
            if (const std::string key = before + named.prefix + "_k" + std::to_string(k);
                file.contains(key)) {
                expect_published(values, classify(values, named.method, k), file[key], key,
                                 rounded.contains(key) ? rounded.at(key) : 0);
                ++found;
            }
    return found;
}

constexpr const char* kCounties = "truth/classify/calempdensity.csv";
constexpr const char* kCountiesExpected = "truth/classify/calemp_expected.json";

// 58 Californian counties: a few are hundreds of times as dense as the others.
TEST(ClassifyPublished, EmploymentDensityInCalifornia) {
    TRACTWISE_NEEDS(kCounties);
    const SortedValues values = column_of(kCounties, "emp/sq km");
    const json expected = read_json(kCountiesExpected);
    ASSERT_EQ(values.size(), 58U);
    EXPECT_EQ(expect_all(values, expected), 21);
    const double twenty[] = {20};
    expect_published(values, own_classes(values, twenty), expected["UserDefined_20"], "own breaks");
}

// Other ways to natural breaks search by chance; none may be better than the exact one.
TEST(ClassifyPublished, NoPublishedHeuristicBeatsFisherJenks) {
    TRACTWISE_NEEDS(kCounties);
    const SortedValues values = column_of(kCounties, "emp/sq km");
    const json expected = read_json(kCountiesExpected);
    int compared = 0;
    for (const auto& [name, entry] : expected.items()) {
        if (!entry.is_object() || name.starts_with("ties") || !entry.contains("tss"))
            continue;
        const auto k = entry["bins"].size();
        const Fit exact = fit(values, classify(values, Method::FisherJenks, static_cast<int>(k)));
        EXPECT_LE(exact.tss, entry["tss"].get<double>() * (1 + 1e-12)) << name;
        ++compared;
    }
    EXPECT_GE(compared, 25);
}

TEST(ClassifyPublished, ManyTies) {
    TRACTWISE_NEEDS(kCountiesExpected);
    const json expected = read_json(kCountiesExpected);
    const SortedValues values(expected["_ties_data"].get<std::vector<double>>());
    EXPECT_EQ(expect_all(values, expected, "ties_"), 9);
}

// 3,257 tracts, percentages with one decimal. The third of seven quantiles lies between two values
// of 15.4; weighing them gave mapclassify 15.399999999999999, below the eight tracts with 15.4.
TEST(ClassifyPublished, PovertyInIllinois) {
    TRACTWISE_NEEDS("data/published/SVI2022_Illinois_tract.csv");
    TRACTWISE_NEEDS("truth/classify/svi_il_EP_POV150_expected.json");
    const SortedValues values = column_of("data/published/SVI2022_Illinois_tract.csv", "EP_POV150");
    ASSERT_EQ(values.size(), 3257U);
    EXPECT_EQ(expect_all(values, read_json("truth/classify/svi_il_EP_POV150_expected.json"), "",
                         {{"Quantiles_k7", 8}}),
              11);
}

} // namespace
} // namespace tractwise::stats
