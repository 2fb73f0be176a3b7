// SPDX-License-Identifier: Apache-2.0
#include "layers/catalog.hpp"

#include "engine/core/error.hpp"
#include "engine/layer/table_layer.hpp"
#include "layers/clinic_distance/clinic_distance.hpp"
#include "layers/community/community.hpp"
#include "layers/designations/designations.hpp"
#include "layers/embedded.hpp"
#include "layers/food_access/food_access.hpp"

#include <algorithm>

namespace tractwise::layers {
namespace {

layer::LayerFile room(std::string_view id) {
    return layer::LayerFile::parse(embedded(std::string(id) + "/layer.toml"),
                                   "layers/" + std::string(id) + "/layer.toml");
}

} // namespace

void add_layers(layer::LayerCatalog& catalog) {
    catalog.add(std::make_unique<layer::TableLayer>(room("population")));
    catalog.add(std::make_unique<layer::TableLayer>(room("social")));
    catalog.add(std::make_unique<layer::TableLayer>(room("housing")));
    catalog.add(std::make_unique<FoodAccess>(room("food_access")));
    catalog.add(std::make_unique<ClinicDistance>(room("clinic_distance")));
    catalog.add(std::make_unique<Community>(room("community")));
    catalog.add(std::make_unique<Designations>(room("designations")));
    catalog.add(std::make_unique<layer::TableLayer>(room("health")));
}

void add_data_layers(layer::LayerCatalog& catalog, const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
        if (entry.is_directory() && std::filesystem::exists(entry.path() / "layer.toml"))
            files.push_back(entry.path() / "layer.toml");
        else if (entry.path().extension() == ".toml")
            files.push_back(entry.path());
    }
    if (error)
        throw Error(ErrorKind::Input, "cannot read the folder of layers: " + error.message(),
                    {.where = folder.string()});
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path& file : files) {
        const ConfigTable table = ConfigTable::read(file);
        layer::LayerFile parsed = layer::LayerFile::from(table);
        if (catalog.find(parsed.info.id))
            table.fail("id", "there is already a layer \"" + parsed.info.id + "\"");
        catalog.add(std::make_unique<layer::TableLayer>(std::move(parsed)));
    }
}

} // namespace tractwise::layers
