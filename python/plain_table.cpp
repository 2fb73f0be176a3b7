// SPDX-License-Identifier: Apache-2.0
#include "python/arrays.hpp"
#include "python/background.hpp"
#include "python/bindings.hpp"

#include "engine/core/error.hpp"
#include "engine/index/plain_table.hpp"
#include "engine/index/uncertainty.hpp"
#include "engine/io/source.hpp"
#include "engine/io/table.hpp"
#include "engine/report/frames.hpp"

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include <fmt/format.h>
#include <pybind11/stl.h>

namespace tractwise::python {
namespace {

namespace py = pybind11;

/// A column of a table of Python: numbers, or texts.
struct PlainColumn {
    std::string name;
    std::variant<std::vector<double>, std::vector<std::string>> cells;
    bool is_text() const { return cells.index() == 1; }
};

std::vector<PlainColumn> plain_columns(const py::dict& table) {
    std::vector<PlainColumn> columns;
    for (const auto& [name, cells] : table) {
        PlainColumn column{name.cast<std::string>(), {}};
        if (py::isinstance<py::array>(cells))
            column.cells = doubles(cells.cast<Doubles>());
        else
            column.cells = cells.cast<std::vector<std::string>>();
        columns.push_back(std::move(column));
    }
    return columns;
}

/// As if it had been read from a file, so that the same rules hold for cells: numbers in the shortest
/// text that reads back as the same double, NaN empty.
io::Table file_like(const std::vector<PlainColumn>& columns, std::size_t rows) {
    std::vector<std::string> names;
    for (const PlainColumn& column : columns)
        names.push_back(column.name);
    std::string buffer;
    std::vector<io::Table::Span> cells;
    cells.reserve(rows * columns.size());
    for (std::size_t row = 0; row < rows; ++row)
        for (const PlainColumn& column : columns) {
            const std::size_t begin = buffer.size();
            if (column.is_text())
                buffer += std::get<1>(column.cells)[row];
            else if (const double value = std::get<0>(column.cells)[row]; std::isfinite(value))
                fmt::format_to(std::back_inserter(buffer), "{}", value);
            cells.push_back(io::Table::Span::at(begin, buffer.size() - begin));
        }
    return {"table", std::move(names), std::move(buffer), std::move(cells)};
}

void require_text_ids(const std::vector<PlainColumn>& columns, const std::string& id) {
    for (const PlainColumn& column : columns)
        if (column.name == id && !column.is_text())
            throw Error(ErrorKind::Input,
                        fmt::format("the ids in column {} are numbers: ids that begin with 0 have "
                                    "lost it, and cannot be told "
                                    "from others",
                                    id),
                        {.where = "table",
                         .hint = fmt::format("read them as text: "
                                             "pandas.read_csv(..., dtype={{\"{}\": str}})",
                                             id)});
}

struct Evaluated {
    index::PlainIndex found;
    Diagnostics diagnostics;
    io::OutTable frame;
};

struct EvaluateOptions {
    std::string recipe;
    Folders recipe_folders;
    std::string id, reference;
    std::optional<int> acs_year;
    std::size_t draws = 0;
    std::uint64_t seed = 1;
};

index::Reference reference_of(const std::string& name) {
    for (const index::Reference r :
         {index::Reference::All, index::Reference::State, index::Reference::County})
        if (name_of(r) == name)
            return r;
    throw Error(ErrorKind::Usage, fmt::format("unknown reference \"{}\"", name),
                {.hint = "all, state or county"});
}

std::shared_ptr<Evaluated> evaluate_table(const py::dict& table, std::size_t rows,
                                          const EvaluateOptions& options,
                                          const py::object& callback) {
    const std::vector<PlainColumn> columns = plain_columns(table);
    auto made = std::make_shared<Evaluated>();
    in_background(callback, [&](const Progress& progress) {
        index::PlainChoice choice{.id_column = options.id, .acs_year = options.acs_year};
        if (!options.reference.empty())
            choice.reference = reference_of(options.reference);
        index::IndexRecipe recipe =
            index::load_recipe(options.recipe, paths(options.recipe_folders));
        require_text_ids(columns, options.id);
        progress.step("index", 0);
        made->found = index::index_of_table(std::move(recipe), {.id = "table", .path = "table"},
                                            file_like(columns, rows), choice, made->diagnostics);
        require_text_ids(columns, made->found.id_column); // where they were found without a name
        if (options.draws > 0)
            made->found.index->uncertainty =
                std::make_shared<const index::IndexUncertainty>(index::uncertainty(
                    *made->found.index, made->found.areas, {options.draws, options.seed},
                    made->diagnostics, progress.part(0.1, 1)));
        made->frame = report::index_frame(made->found);
    });
    return made;
}

} // namespace

void add_plain_table(py::module_& module) {
    py::class_<EvaluateOptions>(module, "EvaluateOptions")
        .def(py::init<>())
        .def_readwrite("recipe", &EvaluateOptions::recipe)
        .def_readwrite("recipe_folders", &EvaluateOptions::recipe_folders)
        .def_readwrite("id", &EvaluateOptions::id)
        .def_readwrite("reference", &EvaluateOptions::reference)
        .def_readwrite("acs_year", &EvaluateOptions::acs_year)
        .def_readwrite("draws", &EvaluateOptions::draws)
        .def_readwrite("seed", &EvaluateOptions::seed);
    py::class_<Evaluated, std::shared_ptr<Evaluated>>(module, "Evaluated")
        .def_property_readonly("title",
                               [](const Evaluated& e) { return e.found.index->recipe.title; })
        .def_property_readonly("id_column", [](const Evaluated& e) { return e.found.id_column; })
        .def_property_readonly("ranked", [](const Evaluated& e) { return e.found.index->n_ranked; })
        .def("findings", [](const Evaluated& e) { return finding_tuples(e.diagnostics); })
        .def("ids", [](const Evaluated& e) { return e.found.areas.ids(); })
        .def("columns",
             [](const Evaluated& e) { // (name, description), the id aside
                 py::list names;
                 for (std::size_t c = 1; c < e.frame.columns.size(); ++c)
                     names.append(
                         py::make_tuple(e.frame.columns[c].name, e.frame.columns[c].description));
                 return names;
             })
        .def("column", [](const std::shared_ptr<Evaluated>& e, std::size_t number) -> py::object {
            const auto& values = e->frame.columns.at(number + 1).values;
            if (const auto* numbers = std::get_if<std::vector<double>>(&values))
                return view(std::span(*numbers), e);
            return py::cast(std::get<std::vector<std::string>>(values));
        });
    module.def("evaluate", &evaluate_table);
    module.def("recipes",
               [](const Folders& folders) { return index::list_recipes(paths(folders)); });
}

} // namespace tractwise::python
