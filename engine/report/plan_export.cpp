// SPDX-License-Identifier: Apache-2.0
#include "engine/report/plan_export.hpp"

#include "engine/report/staging.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/report/frames.hpp"
#include "engine/report/plan_frames.hpp"
#include "engine/report/plan_week.hpp"
#include "engine/report/run_record.hpp"

#include <algorithm>
#include <cassert>
#include <optional>
#include <span>
#include <utility>

namespace tractwise::report {
namespace {

bool wants(const study::Results& results, const char* format) {
    const auto& formats = results.study.formats;
    return std::find(formats.begin(), formats.end(), format) != formats.end();
}

/// Names files while they are written, and says so.
class Files {
public:
    Files(std::filesystem::path folder, const Progress& progress)
        : folder_(std::move(folder)), progress_(progress) {}
    std::filesystem::path next(const char* name) {
        progress_.step(std::string("writing ") + name, done_);
        done_ += (1 - done_) / 6;
        names_.emplace_back(name);
        return folder_ / name;
    }
    std::vector<std::string> take() { return std::move(names_); }

private:
    std::filesystem::path folder_;
    const Progress& progress_;
    double done_ = 0;
    std::vector<std::string> names_;
};

} // namespace

std::vector<std::string> write_plan(const study::Results& results,
                                    const std::filesystem::path& folder, const Progress& progress,
                                    const siting::Comparison* comparison) {
    const plan::SitingResults& siting = *results.siting;
    Files files(folder, progress);
    const io::OutTable stops = stops_frame(siting);
    const std::vector<geo::LonLat> at = stop_places(siting);
    std::vector<std::pair<std::string, io::OutTable>> described;
    const auto write_table = [&](const char* name, io::OutTable table) {
        io::write_csv(files.next(name), table);
        described.emplace_back(name, std::move(table));
    };
    write_table("plan.csv", stops);
    if (wants(results, "gpkg")) {
        const std::vector<geo::LonLat> sites = site_places(siting);
        const PlacedTable served = served_frame(siting);
        const LineTable lines = lines_frame(siting);
        const io::OutLayer layers[] = {{stops, {.points = at}},
                                       {sites_frame(siting), {.points = sites}},
                                       {served.table, {.points = served.place}},
                                       {lines.table, {.lines = &lines.lines}}};
        io::write_gpkg(files.next("plan.gpkg"), layers);
        for (const io::OutLayer& layer : std::span(layers).subspan(1))
            described.emplace_back("plan.gpkg: " + layer.table.name, layer.table);
    }
    if (wants(results, "geojson"))
        io::write_geojson(files.next("plan.geojson"), stops, {.points = at});
    write_table("plan_groups.csv", groups_frame(siting));
    write_table("plan_overlap.csv", overlap_frame(siting));
    write_table("plan_curve.csv", curve_frame(siting));
    write_table("plan_doubts.csv", doubts_frame(siting));
    write_table("plan_scenarios.csv", scenarios_frame(siting));
    if (siting.schedule)
        write_table("schedule.csv", schedule_frame(siting));
    if (comparison != nullptr) {
        described.emplace_back("compare.csv", comparison_frame(results, *comparison));
        described.emplace_back("compare_groups.csv", comparison_groups_frame(siting, *comparison));
    }
    io::write_csv(files.next("plan_codebook.csv"), plan_codebook_frame(described));
    return files.take();
}

std::vector<std::string> write_comparison(const study::Results& results,
                                          const siting::Comparison& comparison,
                                          const std::filesystem::path& folder,
                                          const Progress& progress) {
    Files files(folder, progress);
    const io::OutTable tracts = comparison_frame(results, comparison);
    const io::OutGeometry shapes{.polygons = &results.tracts->polygons()};
    io::write_csv(files.next("compare.csv"), tracts);
    io::write_csv(files.next("compare_groups.csv"),
                  comparison_groups_frame(*results.siting, comparison));
    if (wants(results, "gpkg"))
        io::write_gpkg(files.next("compare.gpkg"), tracts, shapes);
    if (wants(results, "geojson"))
        io::write_geojson(files.next("compare.geojson"), tracts, shapes);
    return files.take();
}

std::vector<std::string> export_plan(const study::Results& results,
                                     const std::filesystem::path& folder,
                                     const std::vector<std::string>& arguments,
                                     const std::vector<std::string>& compared,
                                     const Progress& progress) {
    assert(compared.empty() || compared.size() == 2);
    Staging staging(folder, progress);
    std::optional<siting::Comparison> comparison;
    if (!compared.empty())
        comparison = results.siting->compare(compared[0], compared[1]);
    std::vector<std::string> names = write_plan(results, staging.folder(), progress.part(0, 0.6),
                                                comparison ? &*comparison : nullptr);
    if (comparison) {
        const auto more =
            write_comparison(results, *comparison, staging.folder(), progress.part(0.6, 0.9));
        names.insert(names.end(), more.begin(), more.end());
    }
    io::write_csv(staging.folder() / "findings.csv", findings_frame(results));
    names.emplace_back("findings.csv");
    write_text_file(staging.folder() / "run.json",
                    run_record(results, arguments, staging.folder(), names, compared));
    names.emplace_back("run.json");
    progress.throw_if_stopped();
    staging.move_in(names);
    return names;
}

} // namespace tractwise::report
