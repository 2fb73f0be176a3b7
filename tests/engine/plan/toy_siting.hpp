// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/error.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include "tests/support/data_pack.hpp"
#include "tests/support/toy_study.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace tractwise::test {

/// The toy study (support/toy_study.hpp) with people in need, candidates and streets:
///
///     000100 North, G    000200 A      000300 B       one home in the middle of a tract, 1.0 km
///     000400 C           000500 D      water          apart; North is a clinic, G 22 m from it
///
///     uninsured 10 +- 4   30 +- 6   45 +- 10          people 100 200 300
///               20 +- 5   unknown                            100 200
///
/// E is far away, F has no coordinates; E and F have no parking. Without a vehicle: 10 %, 50 %, 0,
/// 25 %, 10 %.
class ToySiting {
public:
    ToySiting() {
        layers::add_layers(catalog_);
        toy.folder.write(
            "acs.csv",
            "GEOID,E_TOTPOP,M_TOTPOP,E_HH,E_NOVEH,M_NOVEH,EP_NOVEH,MP_NOVEH,E_UNINSUR,M_UNINSUR,"
            "E_AFAM,M_AFAM,E_HISP,M_HISP,RPL_THEMES\n"
            "99001000100,100,10,40,4,2,10,5,10,4,50,8,10,3,0.1\n"
            "99001000200,200,20,80,40,9,50,10,30,6,20,5,60,9,0.2\n"
            "99001000300,300,30,120,0,5,0,4,45,10,0,12,0,12,0.3\n"
            "99001000400,100,10,40,10,3,25,8,20,5,40,7,0,12,0.4\n"
            "99001000500,200,20,80,8,4,10,5,-999,-999,10,4,90,9,0.5\n"
            "99001990000,0,12,0,0,12,0,0,0,12,0,12,0,12,-999\n");
        toy.folder.write("sites.csv", "id,name,parking,lat,lon,cost,capacity\n"
                                      "A,Almond School,yes,39.0045,-96.9826,3,25\n"
                                      "B,Beech Church,Yes,39.0045,-96.9710,5,30\n"
                                      "C,Cedar Library, yes ,38.9955,-96.9942,2,50\n"
                                      "D,Dogwood Hall,yes,38.9955,-96.9826,1,50\n"
                                      "E,Elm Lot,no,40.0,-96.0,1,50\n"
                                      "F,Fir School,no,,,1,50\n"
                                      "G,Grove Chapel,yes,39.0047,-96.9942,1,50\n");
        toy.folder.write("street_edges.csv", "from,to,distance,highway\n"
                                             "1,2,1000,residential\n2,3,1000,residential\n"
                                             "1,4,1000,residential\n2,5,1000,residential\n"
                                             "4,5,1000,residential\n");
        toy.folder.write("street_nodes.csv", "id,x,y\n1,-96.9942,39.0045\n2,-96.9826,39.0045\n"
                                             "3,-96.9710,39.0045\n4,-96.9942,38.9955\n"
                                             "5,-96.9826,38.9955\n");
    }

    /// The study with these lines of [siting].
    std::string text(const std::string& siting) const {
        return toy_study_with("[outputs]", "[layers.social]\nacs = \"acs\"\n"
                                           "[sources.sites]\npath = \"sites.csv\"\n"
                                           "[sources.streets]\npath = \"street_edges.csv\"\n"
                                           "nodes = \"street_nodes.csv\"\n[siting]\n" +
                                               siting + "\n[outputs]");
    }
    study::Study study(const std::string& siting) {
        toy.folder.write("study.toml", text(siting));
        return study::Study::read(toy.file());
    }
    std::shared_ptr<const study::Results> run(const std::string& siting) {
        session.update(study(siting));
        return session.run({});
    }
    std::string error(const std::string& siting) {
        return error_of([&] { run(siting); });
    }

    ToyStudy toy;

private:
    layer::LayerCatalog catalog_;

public:
    study::Session session{catalog_, {source_file("data/recipes")}};
};

/// A test that asks the toy study one question of [siting] after another; `results_` are of the last.
class SitingTest : public testing::Test {
protected:
    const plan::SitingResults& run(const std::string& siting) {
        results_ = toy_.run(siting);
        return *results_->siting;
    }
    /// Of the error that the question ends with; Internal where it ends well.
    ErrorKind kind(const std::string& siting) {
        try {
            toy_.run(siting);
        } catch (const Error& error) {
            return error.kind();
        }
        return ErrorKind::Internal;
    }
    std::shared_ptr<const study::Results> results_;
    ToySiting toy_;
};

inline std::vector<std::string> stop_ids(const plan::SitingResults& siting) {
    std::vector<std::string> ids;
    for (const std::uint32_t stop : siting.plan.stops)
        ids.push_back(siting.problem->sites[stop].id);
    return ids;
}

/// The finding of that code, or an empty one.
inline Finding finding(const study::Results& results, const std::string& code) {
    for (const Finding& each : results.diagnostics.findings())
        if (each.code == code)
            return each;
    return {.severity = Severity::Note,
            .code = "",
            .source = "",
            .message = "",
            .count = 0,
            .examples = {}};
}

/// NaN where a value is missing.
inline void expect_values(const tract::Column& made, const std::vector<double>& expected) {
    ASSERT_EQ(made.values.size(), expected.size()) << made.info.name;
    for (std::size_t row = 0; row < expected.size(); ++row)
        if (std::isnan(expected[row]))
            EXPECT_TRUE(std::isnan(made.values[row])) << made.info.name << " row " << row;
        else
            EXPECT_NEAR(made.values[row], expected[row], 1e-9) << made.info.name << " row " << row;
}

} // namespace tractwise::test
