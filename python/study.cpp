// SPDX-License-Identifier: Apache-2.0
#include "python/arrays.hpp"
#include "python/background.hpp"
#include "python/bindings.hpp"

#include "engine/core/error.hpp"
#include "engine/geo/wkb.hpp"
#include "engine/index/columns.hpp"
#include "engine/io/cell.hpp"
#include "engine/layer/layer.hpp"
#include "engine/report/export.hpp"
#include "engine/report/summary.hpp"
#include "engine/spatial/weights_choice.hpp"
#include "engine/study/result_columns.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include <pybind11/stl.h>

namespace tractwise::python {
namespace {

namespace py = pybind11;

const layer::LayerCatalog& catalog() {
    static const layer::LayerCatalog all = [] {
        layer::LayerCatalog made;
        layers::add_layers(made);
        return made;
    }();
    return all;
}

/// What a run found, and its columns by name.
struct Snapshot {
    explicit Snapshot(std::shared_ptr<const study::Results> found)
        : results(std::move(found)), columns(results) {}
    const tract::TractSet& tracts() const { return *results->tracts; }
    std::shared_ptr<const study::Results> results;
    study::ResultColumns columns;
};

/// A study and its session; one run at a time.
class StudyRuns {
public:
    StudyRuns(const std::string& file, const Folders& recipe_folders)
        : study_(study::Study::read(file)), session_(catalog(), paths(recipe_folders)) {
        session_.update(study_);
    }
    const study::Study& study() const { return study_; }

    std::shared_ptr<Snapshot> run(const py::object& callback) {
        const std::unique_lock lock(running_, std::try_to_lock);
        if (!lock)
            throw Error(ErrorKind::Usage, "this study is running already",
                        {.where = study_.file.string(),
                         .hint = "make another Study of the file to run it twice at a time"});
        std::shared_ptr<Snapshot> snapshot;
        in_background(callback, [&](const Progress& progress) {
            snapshot = std::make_shared<Snapshot>(session_.run(progress));
        });
        return snapshot;
    }

private:
    study::Study study_;
    study::Session session_;
    std::mutex running_;
};

py::dict info_of(const Snapshot& snapshot, const std::string& name) {
    const tract::Column& column = snapshot.columns[name];
    const tract::ColumnInfo& info = column.info;
    py::dict said;
    said["name"] = info.name;
    said["label"] = info.label;
    said["label_es"] = info.label_es;
    said["unit"] = info.unit;
    said["universe"] = info.universe;
    said["formula"] = info.formula;
    said["source"] = info.source;
    said["vintage"] = info.vintage;
    said["direction"] = std::string(tract::name_of(info.direction));
    said["pooling"] = std::string(tract::name_of(info.pooling));
    said["margins"] = column.margin.empty() ? std::string() : info.name + "_moe";
    return said;
}

/// Made without the GIL where the column has still to be computed.
const tract::Column& computed(const Snapshot& snapshot, const std::string& name) {
    const py::gil_scoped_release no_gil;
    return snapshot.columns[name];
}

std::vector<std::string> reason_names(const tract::Column& column) {
    std::vector<std::string> names;
    names.reserve(column.values.size());
    for (std::size_t row = 0; row < column.values.size(); ++row)
        names.emplace_back(column.reason(row) == io::Missing::None ? std::string_view()
                                                                   : name_of(column.reason(row)));
    return names;
}

/// Of the index: the column behind which a table says why there is no score, its name, and the score.
py::object reason_column(const Snapshot& snapshot) {
    if (!snapshot.results->index)
        return py::none();
    const index::ColumnNames names = index::names_of(snapshot.results->index->recipe);
    return py::make_tuple(names.n_present(), names.reason(), names.score());
}

spatial::Weights weights_of(const Snapshot& snapshot, const std::string& how, bool join_islands) {
    spatial::WeightsChoice choice = spatial::WeightsChoice::parse(how);
    choice.join_islands = join_islands;
    const tract::TractSet& tracts = snapshot.tracts();
    std::vector<std::uint32_t> county(tracts.size());
    for (std::uint32_t c = 0; c < tracts.counties().size(); ++c)
        for (std::size_t t = tracts.counties()[c].first; t < tracts.counties()[c].last; ++t)
            county[t] = c;
    spatial::Weights weights;
    in_background(py::none(), [&](const Progress& progress) {
        weights =
            choice.make({tracts.polygons(), tracts.centroids(), tracts.geoids(), county}, progress)
                .weights;
    });
    return weights;
}

} // namespace

void add_study(py::module_& module) {
    py::class_<StudyRuns>(module, "Study")
        .def(py::init<const std::string&, const Folders&>())
        .def_property_readonly("title", [](const StudyRuns& s) { return s.study().title; })
        .def_property_readonly("file", [](const StudyRuns& s) { return s.study().file.string(); })
        .def("run", &StudyRuns::run);

    py::class_<Snapshot, std::shared_ptr<Snapshot>>(module, "Results")
        .def_property_readonly("title", [](const Snapshot& s) { return s.results->study.title; })
        .def_property_readonly("vintage", [](const Snapshot& s) { return s.tracts().vintage(); })
        .def("__len__", [](const Snapshot& s) { return s.tracts().size(); })
        .def("columns",
             [](const Snapshot& s) {
                 std::vector<std::string> names;
                 for (const tract::ColumnInfo& info : s.columns.infos())
                     names.push_back(info.name);
                 return names;
             })
        .def("reason_column", &reason_column)
        .def("info", &info_of)
        .def("values",
             [](const Snapshot& s, const std::string& name) {
                 return view(std::span(computed(s, name).values), s.results);
             })
        .def("margins",
             [](const Snapshot& s, const std::string& name) -> py::object {
                 const tract::Column& column = computed(s, name);
                 if (column.margin.empty())
                     return py::none();
                 return view(std::span(column.margin), s.results);
             })
        .def("reasons", [](const Snapshot& s,
                           const std::string& name) { return reason_names(computed(s, name)); })
        .def("geoids", [](const Snapshot& s) { return s.tracts().geoids(); })
        .def("names",
             [](const Snapshot& s) {
                 std::vector<std::string> names;
                 for (std::size_t t = 0; t < s.tracts().size(); ++t)
                     names.push_back(s.tracts().name(t));
                 return names;
             })
        .def("polygons",
             [](const Snapshot& s) {
                 py::list shapes;
                 for (std::size_t t = 0; t < s.tracts().size(); ++t)
                     shapes.append(py::bytes(geo::to_wkb(s.tracts().polygons(), t)));
                 return shapes;
             })
        .def("findings", [](const Snapshot& s) { return finding_tuples(s.results->diagnostics); })
        .def("summary",
             [](const Snapshot& s) {
                 const py::gil_scoped_release no_gil;
                 return report::summary_text(*s.results);
             })
        .def("weights", &weights_of)
        .def("write", [](const Snapshot& s, const std::optional<std::string>& folder,
                         const py::object& callback) {
            const study::Study& study = s.results->study;
            const std::filesystem::path out =
                folder ? std::filesystem::path(*folder) : study.file.parent_path() / study.out;
            std::vector<std::string> files;
            in_background(callback, [&](const Progress& progress) {
                // The command that writes the same.
                files = report::export_results(
                    *s.results, out, {"run", study.file.string(), "--out", out.string()}, progress);
            });
            return files;
        });
}

} // namespace tractwise::python
