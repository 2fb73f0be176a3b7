// SPDX-License-Identifier: Apache-2.0
#include "python/bindings.hpp"

#include "engine/report/run_record.hpp"
#include "engine/study/data_folders.hpp"

#include <pybind11/stl.h>

namespace tractwise::python {

std::vector<std::filesystem::path> paths(const Folders& folders) {
    return {folders.begin(), folders.end()};
}

pybind11::list finding_tuples(const Diagnostics& diagnostics) {
    pybind11::list tuples;
    for (const Finding& finding : diagnostics.findings())
        tuples.append(pybind11::make_tuple(to_string(finding.severity), finding.code,
                                           finding.source, in_python(finding.message),
                                           finding.count, finding.examples));
    return tuples;
}

namespace {

// pybind11 before 2.12 takes the types of NumPy 2 for those of NumPy 1, which are laid out otherwise:
// arrays could hold other numbers than ours.
void refuse_unknown_numpy() {
#if PYBIND11_VERSION_HEX < 0x020C0000
    const auto version = pybind11::module_::import("numpy").attr("__version__").cast<std::string>();
    if (version.substr(0, 2) != "1.")
        throw pybind11::import_error("tractwise was built for NumPy 1, and this is NumPy " +
                                     version +
                                     "\n  hint: install numpy<2, or build tractwise with pybind11 "
                                     "2.12 or later");
#endif
}

} // namespace

PYBIND11_MODULE(_engine, module) {
    refuse_unknown_numpy();
    add_errors();
    add_study(module);
    add_plain_table(module);
    add_spatial(module);
    module.def("version", [] { return std::string(report::program_version()); });
    module.def("data_folders", [](const std::string& kind) {
        Folders folders;
        for (const std::filesystem::path& folder : study::data_folders(kind))
            folders.push_back(folder.string());
        return folders;
    });
}

} // namespace tractwise::python
