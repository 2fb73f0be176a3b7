// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "viewer/document.hpp"
#include "viewer/import/import_reading.hpp"

#include "engine/layer/layer.hpp"
#include "engine/layer/own_columns.hpp"

#include <string>
#include <vector>

namespace tractwise::viewer {

/// One thing that a file could be for in a study.
struct ImportUse {
    enum class Kind {
        Candidates,   ///< where stops could be
        Existing,     ///< sites that stay open
        Role,         ///< of a layer: clinics, stores, evictions
        CensusTables, ///< `acs` of every layer that takes it
        Columns,      ///< [columns.NAME]: what no layer reads
        Tracts,
        Areas, ///< [areas]: by name
        Homes, ///< [demand]
        Water,
        Places,
        Streets
    } kind = Kind::Candidates;
    std::string layer, role;                    ///< of Role
    bool several = false;                       ///< of Role: beside what is there
    std::string label;                          ///< "Clinics of \"Distance to health centers\""
    std::string what;                           ///< one sentence on what happens
    std::vector<layer::OwnColumn> columns = {}; ///< of Columns, as they were described
};

/// What the file can be used for, the likeliest first; empty where no layer can read it.
std::vector<ImportUse> uses_of(const ImportReading& reading, const study::Study& study,
                               const layer::LayerCatalog& catalog, Language language);

/// Declares the source and gives it its role. The study is as a user would have written it.
void apply_use(Document& next, io::SourceSpec source, const ImportUse& use);

} // namespace tractwise::viewer
