// SPDX-License-Identifier: Apache-2.0
#include <tractwise/report/export.hpp>

#include <tractwise/core/atomic_file.hpp>
#include <tractwise/core/error.hpp>
#include <tractwise/core/text.hpp>
#include <tractwise/io/writers.hpp>
#include <tractwise/report/codebook.hpp>
#include <tractwise/report/frames.hpp>
#include <tractwise/report/run_record.hpp>

#include <algorithm>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

namespace tractwise {
namespace {

namespace fs = std::filesystem;

/// A folder for half-done work that disappears unless its files were moved on.
class Staging {
public:
    explicit Staging(fs::path target) : target_(std::move(target)) {
        if (fs::exists(target_) && !fs::is_directory(target_))
            throw Error(ErrorKind::Usage, "is a file; the output needs a folder",
                        {.where = target_.string()});
        std::error_code failed;
        for (fs::path p = fs::absolute(target_); !p.empty() && !fs::exists(p); p = p.parent_path())
            made_.push_back(p);
        fs::create_directories(target_, failed);
        folder_ = target_ / fmt::format(".tractwise-partial-{}", ::getpid());
        if (!failed)
            fs::create_directories(folder_, failed);
        if (failed)
            throw Error(ErrorKind::Input, "cannot make the output folder: " + failed.message(),
                        {.where = target_.string(),
                         .hint = "choose a folder that you may write to with --out"});
    }
    ~Staging() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
        for (const fs::path& folder : made_) // a failed run leaves no empty folder of its own
            if (fs::is_empty(folder, ignored))
                fs::remove(folder, ignored);
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    const fs::path& folder() const { return folder_; }

    void move_in(const std::vector<std::string>& names) const {
        for (const std::string& name : names) {
            std::error_code failed;
            fs::rename(folder_ / name, target_ / name, failed);
            if (failed)
                throw Error(
                    ErrorKind::Input, "cannot write the file: " + failed.message(),
                    {.where = (target_ / name).string(), .hint = "is it open in another program?"});
        }
    }

private:
    fs::path target_;
    fs::path folder_;
    std::vector<fs::path> made_; ///< folders that did not exist before, innermost first
};

io::OutTable findings_frame(const Results& results) {
    std::vector<std::string> severity, code, source, message, examples;
    std::vector<double> count;
    for (const Finding& f : results.diagnostics.findings()) {
        severity.push_back(to_string(f.severity));
        code.push_back(f.code);
        source.push_back(f.source.substr(f.source.find_last_of('/') + 1));
        message.push_back(f.message);
        count.push_back(static_cast<double>(f.count));
        examples.push_back(join(f.examples, "; "));
    }
    return {"findings",
            "Doubtful data that was found, and what was done about it",
            {{"severity", "", severity},
             {"code", "", code},
             {"source", "", source},
             {"count", "", count},
             {"message", "", message},
             {"examples", "", examples}}};
}

} // namespace

std::vector<std::string> export_results(const Results& results, const fs::path& folder,
                                        const std::vector<std::string>& arguments,
                                        const Progress& progress) {
    Staging staging(folder);
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
    const std::string record = run_record(results, arguments, staging.folder(), names);
    write_text_file(next("run.json"), record);
    progress.throw_if_stopped();
    staging.move_in(names);
    return names;
}

} // namespace tractwise
