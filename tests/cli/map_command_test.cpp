// SPDX-License-Identifier: Apache-2.0
// `tractwise map` as users call it.
#include "tests/cli/toy_program.hpp"

#include "tests/support/data_pack.hpp"

#include "engine/core/atomic_file.hpp"

#include <gmock/gmock.h>

#include <filesystem>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace tractwise {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Map : public test::ToyProgram {
protected:
    void study_with_maps(const std::string& maps) const {
        files().write("study.toml", test::toy_study_with("", "") + maps);
    }
    /// Two stops within 600 m of the homes of three tracts, beside the clinic of the first.
    void study_with_plan() const {
        files().write("sites.csv", "id,name,lat,lon\nS2,\"Mary's \"\"School\"\" & <Hall>\",38.9955,"
                                   "-96.9826\nS4,Market,39.0045,-96.9768\n");
        files().write("study.toml",
                      test::toy_study_with("[layers.population]",
                                           "[sources.sites]\npath = \"sites.csv\"\n"
                                           "[layers.population]") +
                          "[siting]\nk = 2\nwithin = \"600 m\"\nneed = \"population\"\n"
                          "candidates = \"sites\"\nexisting = \"clinics\"\n");
    }
};

TEST_F(Map, WritesEveryKindOfFile) {
    const test::Outcome made =
        run("map study.toml --column clinic_nearest_m --classes 4 --method equal "
            "--title \"How far is a clinic?\" --quiet --out m.pdf --out m.svg --out m.png");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out,
                AllOf(HasSubstr("by census tract: 6 tracts"), HasSubstr("Written to m.pdf")));
    EXPECT_TRUE(read_text_file(folder() / "m.pdf").starts_with("%PDF-1.5"));
    EXPECT_TRUE(read_text_file(folder() / "m.png").starts_with("\x89PNG"));
    const std::string svg = read_text_file(folder() / "m.svg");
    EXPECT_THAT(svg, AllOf(HasSubstr(">How far is a clinic?</text>"),
                           HasSubstr("4 classes of equal width"), HasSubstr(" mi</text>")));
    ASSERT_EQ(run("map study.toml --column clinic_nearest_m --lang es --units metric --quiet --out "
                  "es.svg")
                  .exit_code,
              0);
    EXPECT_THAT(
        read_text_file(folder() / "es.svg"),
        AllOf(HasSubstr("xml:lang=\"es\""), HasSubstr(" km</text>"), HasSubstr("Sin datos")));
}

TEST_F(Map, TwoColumnsAndJson) {
    const test::Outcome made =
        run("map study.toml --column clinic_nearest_m --second population --palette blue_green "
            "--json --out two.svg --size a4 --landscape");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const auto said = nlohmann::json::parse(made.out);
    EXPECT_EQ(said["files"][0], "two.svg");
    EXPECT_NEAR(said["width_pt"].get<double>(), 841.89, 0.01);
    EXPECT_THAT(said["alternative"].get<std::string>(), HasSubstr(" and "));
}

// The clinic has the 100 people of the first tract; the stops add 200 + 300 and 200; 100 are left,
// and one tract is water.
TEST_F(Map, CatchmentsOfAPlan) {
    study_with_plan();
    const test::Outcome made =
        run("map study.toml --kind catchment --quiet --out c.svg --out c.pdf");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out,
                AllOf(HasSubstr("Reached today: 1 of 6 tracts, with 11.1 % of the people"),
                      HasSubstr("Newly within reach: 3 of 6 tracts, with 77.8 %"),
                      HasSubstr("Reached in part: 0 of 6 tracts"),
                      HasSubstr("Not reached: 1 of 6 tracts, with 11.1 %"),
                      HasSubstr("Nobody in need: 1 of 6 tracts")));
    EXPECT_THAT(read_text_file(folder() / "c.svg"),
                AllOf(HasSubstr("Mary's &quot;School&quot; &amp; &lt;Hall&gt;"),
                      HasSubstr("within 600 m")));
    const test::Outcome plan = run("map study.toml --kind plan --column population --lang es "
                                   "--quiet --json --out p.svg");
    ASSERT_EQ(plan.exit_code, 0) << plan.err;
    EXPECT_EQ(nlohmann::json::parse(plan.out)["kind"], "plan");
    EXPECT_THAT(read_text_file(folder() / "p.svg"), HasSubstr("Paradas del plan"));
}

TEST_F(Map, Kinds) {
    const test::Outcome dots = run("map study.toml --kind dots --column population --per 10 "
                                   "--seed 3 --quiet --out d.svg");
    ASSERT_EQ(dots.exit_code, 0) << dots.err;
    EXPECT_THAT(dots.out, AllOf(HasSubstr("One dot is 10 people"), HasSubstr("900 people")));
    const std::string first = read_text_file(folder() / "d.svg");
    ASSERT_EQ(run("map study.toml --kind dots --column population --per 10 --seed 3 --quiet --out "
                  "d.svg")
                  .exit_code,
              0);
    EXPECT_EQ(read_text_file(folder() / "d.svg"), first);
    for (const char* arguments :
         {"--kind symbols --column population",
          "--kind difference --column clinic_nearest_m --second supermarket_nearest_m",
          "--kind bivariate --column clinic_nearest_m --second supermarket_nearest_m",
          "--kind multiples --column clinic_nearest_m --column supermarket_nearest_m"})
        EXPECT_EQ(run(std::string("map study.toml --quiet --out k.pdf ") + arguments).exit_code, 0)
            << arguments;
    expect(
        {{"map study.toml --kind dot --out k.pdf", 2, {"no kind of map", "dots"}},
         {"map study.toml --kind catchment --out k.pdf", 2, {"a plan", "[siting]"}},
         {"map study.toml --kind dots --column clinic_nearest_m --out k.pdf", 2, {"counts"}},
         {"map study.toml --kind dots --column population --per -1 --out k.pdf",
          2,
          {"--per", "above 0"}},
         {"map study.toml --column population --column clinic_nearest_m --out k.pdf",
          2,
          {"multiples"}},
         {"map study.toml --kind difference --column population --out k.pdf", 2, {"second column"}},
         {"map study.toml --kind multiples --column population --column clinic_neares_m --out "
          "k.pdf",
          2,
          {"clinic_nearest_m"}}});
}

// The classes of the map are those of `tractwise clusters` with the same options.
TEST_F(Map, Clusters) {
    const std::string sample = test::source_file("data/studies/sample.toml").string();
    const test::Outcome made =
        run("map " + sample + " --kind clusters --column no_vehicle_share --quiet --out c.svg");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const test::Outcome found = run("clusters " + sample +
                                    " --column no_vehicle_share --correction fdr --sides both "
                                    "--json --quiet --out c");
    ASSERT_EQ(found.exit_code, 0) << found.err;
    const auto classes = nlohmann::json::parse(found.out)["classes"];
    EXPECT_EQ(classes[0]["class"], "high_high");
    for (const auto& [at, label] :
         {std::pair{0, "High among high"}, {1, "Low among low"}, {4, "Not significant"}})
        EXPECT_THAT(made.out, HasSubstr(fmt::format("{}: {} tracts, with", label,
                                                    classes[at]["tracts"].get<std::size_t>())));
    EXPECT_THAT(read_text_file(folder() / "c.svg"), HasSubstr("999 permutations, seed 1"));
    // What the viewer shows of a study, unless something else is asked for.
    study_with_maps("[view.map]\ncolumn = \"clinic_nearest_m\"\n[view.clusters]\nshown = true\n"
                    "weights = \"knn:2\"\ndraws = 99\n");
    const auto kind = [&](const std::string& arguments) {
        const test::Outcome of = run("map study.toml --json --out v.svg " + arguments);
        return of.exit_code == 0 ? nlohmann::json::parse(of.out)["kind"].get<std::string>()
                                 : of.err;
    };
    EXPECT_EQ(kind(""), "clusters");
    EXPECT_THAT(read_text_file(folder() / "v.svg"), HasSubstr("the 2 nearest"));
    EXPECT_EQ(kind("--column population"), "choropleth");
    EXPECT_EQ(kind("--classes 3"), "choropleth");
    EXPECT_THAT(kind("--kind clusters --second population"), HasSubstr("no second column"));
    study_with_maps("[view.clusters]\nweights = \"knn:0\"\n");
    expect({{"map study.toml --column population --out v.svg", 2, {"knn:0"}}});
    study_with_maps("[map.where]\nkind = \"clusters\"\ncolumn = \"population\"\n");
    expect({{"map study.toml", 2, {"cannot show clusters"}}});
}

TEST_F(Map, KindsOfTheStudy) {
    study_with_maps("[map.both]\nkind = \"multiples\"\ncolumns = [\"population\", "
                    "\"clinic_nearest_m\"]\n[map.people]\nkind = \"dots\"\ncolumns = "
                    "\"population\"\nper = 20\nseed = 4\nformats = \"svg\"\n");
    const test::Outcome made = run("map study.toml --quiet");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    EXPECT_THAT(made.out, AllOf(HasSubstr("both.pdf"), HasSubstr("people.svg")));
    study_with_maps("[map.far]\nkind = \"dotz\"\n");
    expect({{"map study.toml", 2, {"study.toml:", "dotz", "dots"}}});
    study_with_maps("[map.far]\nkind = \"multiples\"\ncolumns = [\"population\"]\n");
    expect({{"map study.toml", 2, {"study.toml:", "2 to 12"}}});
    study_with_maps("[map.far]\nkind = \"dots\"\nper = 0\n");
    expect({{"map study.toml", 2, {"study.toml:", "above 0"}}});
}

TEST_F(Map, SaysWhatIsWrongAndWritesNothing) {
    expect(
        {{"map study.toml --column clinic_nearest --out m.pdf",
          2,
          {"clinic_nearest", "did you mean"}},
         {"map study.toml --column clinic_nearest_m --out m.jpg",
          2,
          {"m.jpg", ".pdf, .svg or .png"}},
         {"map study.toml --column clinic_nearest_m --out m.pdf --size letre",
          2,
          {"letre", "tabloid"}},
         {"map study.toml --column clinic_nearest_m --out m.pdf --palette Rainbow", 2, {"Rainbow"}},
         {"map study.toml --column clinic_nearest_m --out m.pdf --classes 2",
          2,
          {"3 to 9 classes"}},
         {"map study.toml --column clinic_nearest_m --out m.pdf --theme none.toml",
          3,
          {"none.toml"}},
         {"map study.toml --column clinic_nearest_m --out study.toml/m.pdf", 3, {"study.toml"}},
         {"map study.toml", 2, {"no maps of its own", "--out map.pdf"}},
         {"map study.toml --out m.pdf --landscape --portrait", 2, {"--landscape"}}});
    for (const fs::directory_entry& entry : fs::directory_iterator(folder()))
        EXPECT_THAT(entry.path().filename().string(),
                    AllOf(Not(HasSubstr(".pdf")), Not(HasSubstr("partial"))));
}

TEST_F(Map, OfTheStudy) {
    study_with_maps(
        "[map.far]\ncolumn = \"clinic_nearest_m\"\nformats = [\"svg\", \"png\"]\ndpi = 72\n"
        "[map.people]\ncolumn = \"population\"\norientation = \"portrait\"\n");
    const test::Outcome made = run("map study.toml --quiet");
    ASSERT_EQ(made.exit_code, 0) << made.err;
    const test::Outcome ran = run("run study.toml --maps --quiet --out results");
    ASSERT_EQ(ran.exit_code, 0) << ran.err;
    for (const char* file : {"far.svg", "far.png", "people.pdf"}) {
        EXPECT_THAT(ran.out, HasSubstr(std::string("maps/") + file));
        EXPECT_TRUE(fs::exists(folder() / "results" / "maps" / file)) << file;
    }
    EXPECT_EQ(run("replay results/run.json").exit_code, 0) << "maps are no part of a run";
}

TEST_F(Map, OfTheStudyAreCheckedBeforeTheWork) {
    study_with_maps("[map.far]\ncolum = \"clinic_nearest_m\"\n");
    expect({{"map study.toml", 2, {"study.toml:", "colum", "column"}}});
    study_with_maps("[map.far]\nformats = [\"pfd\"]\n");
    expect({{"run study.toml --maps --out r", 2, {"study.toml:", "pfd", "pdf"}}});
    study_with_maps("[map]\nsize = \"letter\"\n");
    expect({{"map study.toml", 2, {"study.toml:", "[map.need]"}}});
    study_with_maps("");
    expect({{"run study.toml --maps --out r", 2, {"asks for no maps"}}});
}

} // namespace
} // namespace tractwise
