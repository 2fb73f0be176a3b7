// SPDX-License-Identifier: Apache-2.0
// The numbers of a report on real tracts, made again from the published file alone.
#include "engine/needs/compared_places.hpp"
#include "engine/needs/report.hpp"

#include "engine/io/table.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"
#include "tests/support/data_pack.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace tractwise::needs {
namespace {

constexpr const char* kSvi = "data/published/SVI2022_Illinois_tract.csv";

struct Cells {
    std::vector<double> estimate, margin;
};

/// The file's own rows by tract.
class Svi {
public:
    Svi() {
        Diagnostics diagnostics;
        table_ = io::read_table(io::source_from_path("svi", test::data_pack(kSvi).string()),
                                diagnostics);
        const std::size_t fips = table_.require("FIPS");
        for (std::size_t row = 0; row < table_.rows(); ++row)
            row_of_[std::string(table_.cell(row, fips))] = row;
    }
    /// Every tract of a county or a state that has people.
    std::vector<std::string> tracts(const std::string& prefix) const {
        std::vector<std::string> found;
        for (const auto& [tract, row] : row_of_)
            if (tract.starts_with(prefix))
                found.push_back(tract);
        return found;
    }
    Cells cells(const std::vector<std::string>& tracts, const std::string& name) const {
        Cells cells;
        const std::size_t e = table_.require("E_" + name), m = table_.require("M_" + name);
        for (const std::string& tract : tracts) {
            const std::size_t row = row_of_.at(tract);
            cells.estimate.push_back(std::stod(std::string(table_.cell(row, e))));
            cells.margin.push_back(std::stod(std::string(table_.cell(row, m))));
            EXPECT_GE(cells.estimate.back(), 0) << tract << " " << name; // -999: no value
        }
        return cells;
    }

    /// Those of the tracts for which the file prints a percent.
    std::vector<std::string> with_percent(const std::vector<std::string>& tracts,
                                          const std::string& name) const {
        const std::size_t percent = table_.require("EP_" + name);
        std::vector<std::string> found;
        for (const std::string& tract : tracts)
            if (std::stod(std::string(table_.cell(row_of_.at(tract), percent))) >= 0)
                found.push_back(tract);
        return found;
    }

private:
    io::Table table_;
    std::map<std::string, std::size_t> row_of_;
};

/// "Understanding and Using ACS Data", chapter 8: of zero estimates only the largest margin enters.
double margin_of_sum(const Cells& cells) {
    double squares = 0, of_zero = 0;
    for (std::size_t i = 0; i < cells.estimate.size(); ++i)
        if (cells.estimate[i] == 0)
            of_zero = std::max(of_zero, cells.margin[i]);
        else
            squares += cells.margin[i] * cells.margin[i];
    return std::sqrt(squares + of_zero * of_zero);
}

double sum(const std::vector<double>& values) {
    double total = 0;
    for (const double value : values)
        total += value;
    return total;
}

TEST(CookReport, EveryCountShareAndMarginIsThatOfTheHandbook) {
    TRACTWISE_NEEDS(kSvi);
    layer::LayerCatalog catalog;
    layers::add_layers(catalog);
    study::Session session(catalog, {test::source_file("data/recipes")});
    study::Study study = study::Study::read(test::source_file("data/studies/cook_2020.toml"));
    session.update(study);
    const auto results = session.run({});
    // Sixty tracts of the South Side, none of them without people.
    std::vector<std::uint32_t> rows;
    const std::vector<double> people = results->people();
    for (std::size_t t = 0; t < results->tracts->size() && rows.size() < 60; ++t)
        if (results->tracts->geoid(t) >= "17031340000" && people[t] > 0)
            rows.push_back(static_cast<std::uint32_t>(t));
    ASSERT_EQ(rows.size(), 60U);

    // Beside the county, and the state out of the same files.
    ComparedPlaces compared(results, {.county = true, .state = true, .all = false},
                            {Language::English});
    compared.read_state(catalog, {});
    ReportChoice choice;
    choice.places = compared.places_for(area::of_tracts(*results, "South Side", rows));
    choice.profile = Profile::read(test::source_file("data/reports/needs.toml"));
    ASSERT_EQ(choice.places.size(), 3U);
    const Svi svi;
    std::vector<std::string> own;
    for (const std::uint32_t t : rows)
        own.push_back(results->tracts->geoid(t));
    const std::map<std::string, std::vector<std::string>> tracts_of = {
        {"area", own}, {"county", svi.tracts("17031")}, {"state", svi.tracts("17")}};

    const study::ResultColumns columns(results);
    const Document report = needs_report(columns, map::Overlays(), choice);
    std::map<std::string, std::map<std::string, double>> told; // column -> data column -> value
    std::map<std::string, std::map<std::string, std::string>> said; // the same of words
    for (const ReportTable* table : tables_of(report)) {
        const auto& data = table->data.columns;
        if (data.empty() || data[0].name != "column" || table->id == "index")
            continue;
        const auto& names = std::get<std::vector<std::string>>(data[0].values);
        for (const io::OutColumn& column : data)
            for (std::size_t i = 0; i < names.size(); ++i)
                if (const auto* values = std::get_if<std::vector<double>>(&column.values))
                    told[names[i]][column.name] = (*values)[i];
                else
                    said[names[i]][column.name] =
                        std::get<std::vector<std::string>>(column.values)[i];
    }

    int checked = 0, higher = 0, lower = 0;
    for (const auto& [place, tracts] : tracts_of) {
        const std::string at = place + "_";
        const auto cells = [&, &tracts = tracts](const std::string& name) {
            return svi.cells(tracts, name);
        };
        // Counts, and shares of a whole that the file has.
        struct Share {
            const char *column, *part, *whole;
        };
        for (const Share& share :
             {Share{"people_under_18", "AGE17", "TOTPOP"},
              Share{"people_65_and_over", "AGE65", "TOTPOP"}, Share{"hispanic", "HISP", "TOTPOP"},
              Share{"black_nh", "AFAM", "TOTPOP"}, Share{"asian_nh", "ASIAN", "TOTPOP"},
              Share{"single_parent_share", "SNGPNT", "HH"},
              Share{"no_vehicle_share", "NOVEH", "HH"}, Share{"cost_burden_share", "HBURD", "HH"},
              Share{"crowding_share", "CROWD", "HH"}, Share{"mobile_home_share", "MOBILE", "HU"},
              Share{"units_10_plus_share", "MUNIT", "HU"},
              Share{"group_quarters_share", "GROUPQ", "TOTPOP"}}) {
            const Cells part = cells(share.part), whole = cells(share.whole);
            const double x = sum(part.estimate), y = sum(whole.estimate), p = x / y;
            const double mx = margin_of_sum(part), my = margin_of_sum(whole);
            const double radicand = mx * mx - p * p * my * my;
            const double moe = std::sqrt(radicand < 0 ? mx * mx + p * p * my * my : radicand) / y;
            const auto& row = told.at(share.column);
            const std::string where = at + share.column;
            EXPECT_DOUBLE_EQ(row.at(at + "count"), x) << where;
            EXPECT_DOUBLE_EQ(row.at(at + "of"), y) << where;
            EXPECT_NEAR(row.at(at + "count_moe"), mx, 1e-9 * mx) << where;
            EXPECT_NEAR(row.at(at + "value"), p, 1e-12) << where;
            EXPECT_NEAR(row.at(at + "moe"), moe, 1e-12) << where;
            EXPECT_NEAR(row.at(at + "cv"), moe / 1.645 / p, 1e-9) << where;
            ++checked;
        }
        for (const auto& [column, name] :
             {std::pair{"population", "TOTPOP"}, {"households", "HH"}, {"housing_units", "HU"}}) {
            const Cells count = cells(name);
            EXPECT_DOUBLE_EQ(told.at(column).at(at + "value"), sum(count.estimate)) << at;
            EXPECT_NEAR(told.at(column).at(at + "moe"), margin_of_sum(count),
                        1e-9 * margin_of_sum(count))
                << at;
            ++checked;
        }
        // Where the file has no whole, the count is the file's and the share lies within the rounding
        // of the published percents: of no tract does the percent differ by more than 0.05 from its
        // own.
        for (const auto& [column, name] : {std::pair{"uninsured_share", "UNINSUR"},
                                           {"poverty_150_share", "POV150"},
                                           {"unemployment_share", "UNEMP"},
                                           {"no_diploma_share", "NOHSDP"},
                                           {"disability_share", "DISABL"},
                                           {"limited_english_share", "LIMENG"}}) {
            // A tract without a percent has no share that could be pooled: nobody lives there.
            const Cells count = svi.cells(svi.with_percent(tracts, name), name);
            EXPECT_DOUBLE_EQ(told.at(column).at(at + "count"), sum(count.estimate)) << at << column;
            EXPECT_NEAR(told.at(column).at(at + "count_moe"), margin_of_sum(count),
                        1e-9 * margin_of_sum(count))
                << at << column;
            ++checked;
        }
        if (place == "area")
            continue;
        // "Understanding and Using ACS Data", chapter 7: two estimates differ at 90 % where they lie
        // farther apart than 1.645 standard errors of their difference.
        for (const auto& [column, row] : told) {
            const auto value = row.find(at + "value");
            if (value == row.end() || !(row.at("area_count") > 0) || !(row.at("area_moe") > 0) ||
                !(row.at(at + "moe") > 0))
                continue;
            const double apart = row.at("area_value") - value->second;
            const double se = std::hypot(row.at("area_moe"), row.at(at + "moe")) / 1.645;
            const std::string& word = said.at(column).at("area_against_" + place);
            if (std::abs(apart) / se <= 1.645)
                EXPECT_EQ(word, "no difference that can be told") << column;
            else
                EXPECT_EQ(word, apart > 0 ? "higher" : "lower") << column;
            higher += word == "higher" ? 1 : 0;
            lower += word == "lower" ? 1 : 0;
        }
    }
    EXPECT_EQ(checked, 3 * 21);
    EXPECT_GT(higher, 10);
    EXPECT_GT(lower, 3);
}

} // namespace
} // namespace tractwise::needs
