// SPDX-License-Identifier: Apache-2.0
#include "engine/layer/places.hpp"

#include "engine/core/text.hpp"

#include <cmath>
#include <utility>

namespace tractwise::layer {
std::optional<std::size_t> name_column(const io::Table& table) {
    return table.find_first(
        {"site name", "store name", "facility name", "facility", "name", "hospital", "label"});
}

PlaceAudit::PlaceAudit(std::string role, const io::SourceSpec& spec,
                       std::shared_ptr<const PlaceList> list, std::optional<std::size_t> id)
    : role_(std::move(role)), source_(spec.id), title_(io::title_of(spec)), list_(std::move(list)),
      id_(id), name_(name_column(list_->open.table)) {
    for (const geo::LonLat place : list_->open.places)
        fate_.push_back(std::isnan(place.lon) ? Fate::NoPlace : Fate::Counts);
    fate_.resize(fate_.size() + list_->closed.places.size(), Fate::Closed);
    minor_.resize(fate_.size());
}

void PlaceAudit::leave_out(std::size_t row, Fate why, std::optional<std::size_t> column) {
    Fate& fate = fate_.at(row);
    if (fate != Fate::Counts)
        return;
    fate = why;
    told_by_[index_of(why)] = column;
}

geo::LonLat PlaceAudit::place(std::size_t i) const {
    const std::size_t open = list_->open.places.size();
    return i < open ? list_->open.places[i] : list_->closed.places[i - open];
}

std::string_view PlaceAudit::text(std::size_t i, std::optional<std::size_t> column) const {
    if (!column)
        return {};
    const std::size_t open = list_->open.places.size();
    return trim(i < open ? list_->open.table.cell(i, *column)
                         : list_->closed.table.cell(i - open, *column));
}

std::string PlaceAudit::row_name(std::size_t i) const {
    const std::size_t open = list_->open.places.size();
    return i < open ? list_->open.table.row_name(i) : list_->closed.table.row_name(i - open);
}

std::array<std::size_t, PlaceAudit::kFates> PlaceAudit::tally() const {
    std::array<std::size_t, kFates> counts{};
    for (const Fate fate : fate_)
        ++counts[index_of(fate)];
    return counts;
}

Text words_of(PlaceAudit::Fate fate) {
    switch (fate) {
    case PlaceAudit::Fate::Closed:
        return {"closed, or not open yet", "cerrado, o aún no abierto"};
    case PlaceAudit::Fate::NoPlace:
        return {"without coordinates", "sin coordenadas"};
    case PlaceAudit::Fate::OtherStatus:
        return {"of a status that the study leaves out", "de un estado que el estudio excluye"};
    case PlaceAudit::Fate::Office:
        return {"an administrative office", "una oficina administrativa"};
    case PlaceAudit::Fate::OtherType:
        return {"of a type that the study leaves out", "de un tipo que el estudio excluye"};
    case PlaceAudit::Fate::Counts:
        break;
    }
    return {"", ""};
}

} // namespace tractwise::layer
