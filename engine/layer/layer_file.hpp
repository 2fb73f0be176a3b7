// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/config.hpp"
#include "engine/layer/layer.hpp"
#include "engine/layer/layout.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tractwise::layer {

/// A parsed layer.toml: what the layer is, and for each column where it can be read.
///
///     id = "housing"
///     title = "Housing cost, crowding and quality"
///     question = "..."
///     [[need]]
///     role = "acs"
///     what = "ACS tables, or an SVI file"
///     several = true
///     [[indicator]]
///     name = "vacancy_share"
///     label = "Vacant homes"
///     unit = "share"
///     direction = "higher_is_worse"
///     range = [0.0, 1.0]
///     [[indicator.layout]]       # best first; `of` may also stand on the indicator itself
///     from = "ACS table B25002"
///     of = ["B25002_003E"]
///     over = ["B25002_001E"]
///
/// Errors: Error(Usage) with file:line for an unknown key, an indicator named twice, `minus`
/// without `over`.
struct LayerFile {
    LayerInfo info;
    std::vector<LayerColumn> indicators;

    static LayerFile parse(std::string_view toml, std::string name);
    static LayerFile from(const ConfigTable& table);

    const LayerColumn& indicator(std::string_view name) const; ///< absent: Error(Internal)
    std::vector<std::string> option_keys() const;              ///< roles and options
};

/// What every room shares: it is described by its layer.toml. A room with geometry adds measure().
///
///     class ClinicDistance final : public FileLayer {
///     public:
///         using FileLayer::FileLayer;
///         LayerResult measure(const LayerContext& in) const override;
///     };
class FileLayer : public Layer {
public:
    explicit FileLayer(LayerFile file) : file_(std::move(file)) {}
    const LayerInfo& info() const override { return file_.info; }
    std::vector<std::string> option_keys() const override { return file_.option_keys(); }
    void read_tables(const LayerContext& in) const override;

protected:
    const LayerFile& file() const { return file_; }

private:
    LayerFile file_;
};

} // namespace tractwise::layer
