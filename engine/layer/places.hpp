// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/core/language.hpp"
#include "engine/geo/geometry.hpp"
#include "engine/io/features.hpp"
#include "engine/io/source.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tractwise::layer {

/// A list of places as a study reads it, once: SourceReader::place_list().
struct PlaceList {
    io::PointFeatures open;    ///< what may be a destination, also rows without a place
    io::PointFeatures closed;  ///< rows that are closed, or not open yet (io/open_rows.hpp)
    std::vector<bool> outside; ///< per row of `open`: in no tract of the region
};

/// The usual column that says what a place is called, the surest name first.
std::optional<std::size_t> name_column(const io::Table& table);

/// What a layer made of a list of places: each of them with whether it counts and, where it does
/// not, why. What is drawn, listed and counted is this; the file is not read again for it.
///
///     PlaceAudit clinics("clinics", spec, in.sources.place_list("hrsa"));   // closed: settled
///     clinics.leave_out(row, PlaceAudit::Fate::OtherType, type_column);     // the layer's own options
///     for (std::size_t i = 0; i < clinics.size(); ++i)
///         if (clinics.counts(i)) use(clinics.place(i), clinics.name(i));
///
/// The open rows come first, as PlaceList has them, the closed ones after them, both in the order
/// of the file. Of the source's JoinAudit, Closed is `rows_closed` and NoPlace `rows_without_id`;
/// all others are `rows_matched` and, where outside(), `rows_outside`. Places outside the region
/// count: people near its border travel there. Rows that `where` of the source leaves out were
/// never read and are not here.
///
/// Cost: a byte and a bit for each place; names and ids are texts of the source's own table.
class PlaceAudit {
public:
    enum class Fate : std::uint8_t {
        Counts,
        Closed,      ///< or not open yet
        NoPlace,     ///< no usable coordinates
        OtherStatus, ///< the layer's `status` leaves it out
        Office,      ///< the layer's `types` leave it out: administrative only
        OtherType    ///< the layer's `types`, or `exclude`, leave it out
    };
    static constexpr std::size_t kFates = 6;

    PlaceAudit() = default; ///< of no list
    /// `role`: the key of [layers.ID] that named the source. `id`: the column that tells places
    /// apart, where the study names one.
    PlaceAudit(std::string role, const io::SourceSpec& spec, std::shared_ptr<const PlaceList> list,
               std::optional<std::size_t> id = std::nullopt);

    /// An open row that the options of the layer leave out; `column` decided it. What is left out
    /// already keeps its first reason.
    void leave_out(std::size_t row, Fate why, std::optional<std::size_t> column = std::nullopt);
    /// No destination of distances: a corner shop among supermarkets is only counted.
    void make_minor(std::size_t row) { minor_.at(row) = true; }

    const std::string& role() const { return role_; }
    const std::string& source() const { return source_; }
    const std::string& title() const { return title_; } ///< of the source; its id without one

    std::size_t size() const { return fate_.size(); }
    Fate fate(std::size_t i) const { return fate_[i]; }
    bool counts(std::size_t i) const { return fate_[i] == Fate::Counts; }
    bool minor(std::size_t i) const { return minor_[i]; }
    bool outside(std::size_t i) const { return i < list_->outside.size() && list_->outside[i]; }
    geo::LonLat place(std::size_t i) const; ///< NaN where there is none
    std::string_view name(std::size_t i) const { return text(i, name_); } ///< may be empty
    std::string_view id(std::size_t i) const { return text(i, id_); }     ///< may be empty
    /// What the column says that left it out: "Administrative"; empty where no single one did.
    std::string_view told(std::size_t i) const { return text(i, told_by_[index_of(fate_[i])]); }
    std::string row_name(std::size_t i) const; ///< "line 14"
    /// How many places have each fate, by its number.
    std::array<std::size_t, kFates> tally() const;

private:
    static std::size_t index_of(Fate fate) { return static_cast<std::size_t>(fate); }
    std::string_view text(std::size_t i, std::optional<std::size_t> column) const;

    std::string role_, source_, title_;
    std::shared_ptr<const PlaceList> list_;
    std::optional<std::size_t> id_, name_;
    std::array<std::optional<std::size_t>, kFates> told_by_; ///< column, by fate
    std::vector<Fate> fate_;
    std::vector<bool> minor_;
};

/// Why a place does not count, for people: "an administrative office". Empty where it counts.
Text words_of(PlaceAudit::Fate fate);

} // namespace tractwise::layer
