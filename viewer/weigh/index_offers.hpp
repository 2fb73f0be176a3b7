// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/layer/layer.hpp"
#include "engine/study/results.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tractwise::viewer {

/// An index that could be added to a study without one.
///
///     for (const IndexOffer& offer : index_offers(*shown.results, folders, catalog))
///         if (offer.lacks.empty()) button(offer.title);
///         else say(offer.title, offer.lacks);       // "Food access (stores)"
struct IndexOffer {
    std::string id, title, description;
    /// Layers that make what it needs and have no source in the study, each with the roles of its
    /// sources; empty: the study can carry it.
    std::vector<std::string> lacks;
    /// Its domains that the study cannot carry, by name, and those that it can, by label.
    std::vector<std::string> without;
    std::vector<std::string> with;
};

/// Recipes of these folders that layers can carry, complete ones first, then those of which the study has
/// a domain at least. Left out is one that cannot be read, and one that wants columns of an agency's own
/// table: `tractwise index` computes it.
std::vector<IndexOffer> index_offers(const study::Results& results,
                                     const std::vector<std::filesystem::path>& folders,
                                     const layer::LayerCatalog& catalog, Language language);

} // namespace tractwise::viewer
