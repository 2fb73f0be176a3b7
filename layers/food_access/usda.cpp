// SPDX-License-Identifier: Apache-2.0
#include "layers/food_access/usda.hpp"

#include <cmath>

namespace tractwise::layers::usda {

bool low_access(double people_beyond, double share_beyond) {
    return people_beyond >= kLowAccessPeople || share_beyond >= kLowAccessShare;
}

bool low_vehicle_access(double households_without_vehicle_beyond_half_mile) {
    return households_without_vehicle_beyond_half_mile >= kLowVehicleHouseholds;
}

std::optional<bool> low_income(double poverty_share, double median_family_income,
                               double state_median, double metro_median) {
    if (poverty_share >= kLowIncomePoverty ||
        median_family_income <= kLowIncomeOfMedian * state_median ||
        median_family_income <= kLowIncomeOfMedian * metro_median)
        return true;
    // Comparisons with NaN are false, so "no" needs both halves of the rule to be known; a region
    // without a metropolitan area has no metro_median, which is no gap.
    if (std::isnan(poverty_share) || std::isnan(median_family_income) || std::isnan(state_median))
        return std::nullopt;
    return false;
}

} // namespace tractwise::layers::usda
