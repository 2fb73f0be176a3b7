// SPDX-License-Identifier: Apache-2.0
// A program of somebody else: runs a study with the installed package and prints how many tracts it has.
#include "engine/study/data_folders.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"

#include <cstdio>

int main(int, char** arguments) {
    tractwise::layer::LayerCatalog catalog;
    tractwise::layers::add_layers(catalog);
    tractwise::study::Session session(catalog, {arguments[2]});
    session.update(tractwise::study::Study::read(arguments[1]));
    std::printf("%zu tracts\n", session.run({})->tracts->size());
}
