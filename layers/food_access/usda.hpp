// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

/// The rules of the USDA ERS Food Access Research Atlas as plain functions of unrounded numbers.
///
/// Source: USDA Economic Research Service, Food Access Research Atlas, documentation (2021).
/// Checked against the published flags of five states and the District of Columbia in
/// tests/layers/usda_test.cpp. The atlas prints the poverty rate with one decimal: a tract shown
/// as 20.0 may be below 20, so never retest a rounded figure.
namespace tractwise::layers::usda {

inline constexpr double kLowAccessPeople = 500;
inline constexpr double kLowAccessShare = 0.33;
inline constexpr double kLowVehicleHouseholds = 100;
inline constexpr double kLowIncomePoverty = 0.20;
inline constexpr double kLowIncomeOfMedian = 0.80;

/// At least 500 people, or at least 33 % of the people, live beyond the distance.
bool low_access(double people_beyond, double share_beyond);

/// LATractsHalf and LATracts1 count in urban tracts only, LATracts10 and LATracts20 in rural ones
/// only.
inline bool urban_low_access(bool urban, bool low) {
    return urban && low;
}
inline bool rural_low_access(bool urban, bool low) {
    return !urban && low;
}
/// LA1and10, LAhalfand10, LA1and20: the urban measure in urban tracts, the rural one elsewhere.
inline bool low_access_by_setting(bool urban, bool urban_flag, bool rural_flag) {
    return urban ? urban_flag : rural_flag;
}

/// HUNVFlag: at least 100 households without a vehicle live beyond half a mile.
bool low_vehicle_access(double households_without_vehicle_beyond_half_mile);
/// LATractsVehicle_20.
inline bool low_access_vehicle(bool low_vehicle, bool low_access_20) {
    return low_vehicle || low_access_20;
}

/// Poverty of at least 20 %, or a median family income of at most 80 % of the state's or, in a
/// metropolitan area, of the area's. A value that is not known is NaN; nothing is returned where
/// the known ones do not decide.
std::optional<bool> low_income(double poverty_share, double median_family_income,
                               double state_median, double metro_median);

/// LILATracts_*: low income and low access.
inline bool low_income_low_access(bool low_income, bool low_access) {
    return low_income && low_access;
}

} // namespace tractwise::layers::usda
