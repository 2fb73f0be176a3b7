// SPDX-License-Identifier: Apache-2.0
#include "engine/report/export.hpp"

#include "engine/report/staging.hpp"

#include "engine/core/atomic_file.hpp"
#include "engine/io/writers.hpp"
#include "engine/report/codebook.hpp"
#include "engine/report/frames.hpp"
#include "engine/report/plan_export.hpp"
#include "engine/report/run_record.hpp"

#include <algorithm>

namespace tractwise::report {

namespace fs = std::filesystem;

std::vector<std::string> export_results(const study::Results& results, const fs::path& folder,
                                        const std::vector<std::string>& arguments,
                                        const Progress& progress) {
    Staging staging(folder, progress);
    std::vector<std::string> names;
    const auto wants = [&](const char* format) {
        return std::find(results.study.formats.begin(), results.study.formats.end(), format) !=
               results.study.formats.end();
    };
    double done = 0;
    const auto next = [&](std::string name) {
        progress.step("writing " + name, done);
        done += (1 - done) / 6;
        names.push_back(name);
        return staging.folder() / name;
    };
    const io::OutTable frame = tract_frame(results);
    const io::OutGeometry shapes{&results.tracts->polygons(), {}};
    if (wants("csv"))
        io::write_csv(next("indices.csv"), frame);
    if (wants("gpkg"))
        io::write_gpkg(next("indices.gpkg"), frame, shapes);
    if (wants("geojson"))
        io::write_geojson(next("indices.geojson"), frame, shapes);
    const io::OutTable codebook = codebook_frame(results), audit = audit_frame(results);
    if (wants("xlsx")) {
        std::vector<io::OutTable> sheets{frame, codebook, audit};
        sheets.insert(sheets.end(), results.extra_tables.begin(), results.extra_tables.end());
        io::write_xlsx(next("indices.xlsx"), sheets);
    }
    io::write_csv(next("codebook.csv"), codebook);
    write_text_file(next("codebook.md"), codebook_markdown(results));
    io::write_csv(next("audit.csv"), audit);
    io::write_csv(next("unmatched.csv"), unmatched_frame(results));
    io::write_csv(next("findings.csv"), findings_frame(results));
    for (const io::OutTable& extra : results.extra_tables)
        io::write_csv(next(extra.name + ".csv"), extra);
    if (results.siting) {
        const auto plan =
            write_plan(results, staging.folder(), progress.part(done, (1 + done) / 2));
        names.insert(names.end(), plan.begin(), plan.end());
    }
    const std::string record = run_record(results, arguments, staging.folder(), names);
    write_text_file(next("run.json"), record);
    progress.throw_if_stopped();
    staging.move_in(names);
    return names;
}

} // namespace tractwise::report
