// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/map/overlays.hpp"
#include "engine/study/result_columns.hpp"
#include "engine/study/session.hpp"
#include "layers/catalog.hpp"
#include "tests/support/toy_study.hpp"

#include <memory>
#include <optional>

#include <gtest/gtest.h>

namespace tractwise::test {

/// The toy county, computed, with what lies over it.
class ToyMaps : public testing::Test {
protected:
    ToyMaps() {
        layers::add_layers(catalog_);
        session_.update(study::Study::read(toy_.file()));
        results_ = session_.run({});
        columns_.emplace(results_);
        overlays_ = map::read_overlays(*results_, {});
    }
    layer::LayerCatalog catalog_;
    ToyStudy toy_;
    study::Session session_{catalog_, {}};
    std::shared_ptr<const study::Results> results_;
    std::optional<study::ResultColumns> columns_;
    map::Overlays overlays_;
};

} // namespace tractwise::test
