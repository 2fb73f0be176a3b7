// SPDX-License-Identifier: Apache-2.0
#include "engine/map/labels.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <random>

namespace tractwise::map {
namespace {

constexpr LabelBox kWindow{0, 0, 1000, 800};

bool overlap(const LabelRequest& a, const PlacedLabel& at, const LabelRequest& b,
             const PlacedLabel& other) {
    return at.x < other.x + b.width && other.x < at.x + a.width && at.y < other.y + b.height &&
           other.y < at.y + a.height;
}

std::vector<LabelRequest> random_requests(std::size_t count, unsigned seed) {
    std::mt19937 random(seed);
    const auto within = [&](double low, double high) {
        return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
    };
    std::vector<LabelRequest> requests(count);
    for (LabelRequest& request : requests) {
        request = {.x = within(-50, 1050),
                   .y = within(-50, 850),
                   .width = within(20, 120),
                   .height = within(10, 20),
                   .priority = std::floor(within(0, 10)),
                   .gap = within(0, 6)};
        request.centered = random() % 4 == 0;
    }
    return requests;
}

TEST(Labels, RightAboveFirst) {
    const std::vector<LabelRequest> requests = {
        {.x = 100, .y = 100, .width = 60, .height = 14, .gap = 3}};
    const auto placed = place_labels(requests, kWindow);
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_DOUBLE_EQ(placed[0].x, 103);
    EXPECT_DOUBLE_EQ(placed[0].y, 100 - 3 - 14);
}

TEST(Labels, AtTheEdgeTheySwitchSides) {
    const std::vector<LabelRequest> requests = {{.x = 990, .y = 5, .width = 60, .height = 14}};
    const auto placed = place_labels(requests, kWindow);
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_DOUBLE_EQ(placed[0].x, 930); // left of the point
    EXPECT_DOUBLE_EQ(placed[0].y, 5);   // and below
}

TEST(Labels, TheImportantOneStays) {
    std::vector<LabelRequest> requests(12, {.x = 500, .y = 400, .width = 80, .height = 16});
    for (LabelRequest& request : requests)
        request.centered = true;
    requests[7].priority = 1;
    const auto placed = place_labels(requests, kWindow);
    ASSERT_EQ(placed.size(), 1U);
    EXPECT_EQ(placed[0].request, 7U);
    EXPECT_DOUBLE_EQ(placed[0].x, 460);
}

// Against every pair; and what was left out would have hit the box or a name placed before it.
TEST(Labels, NoTwoOverlapAndNothingIsLeftOutWithoutNeed) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto requests = random_requests(400, seed);
        const auto placed = place_labels(requests, kWindow);
        EXPECT_GT(placed.size(), 20U);
        std::vector<bool> found(requests.size());
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const LabelRequest& a = requests[placed[i].request];
            found[placed[i].request] = true;
            EXPECT_GE(placed[i].x, kWindow.left);
            EXPECT_LE(placed[i].x + a.width, kWindow.right);
            EXPECT_GE(placed[i].y, kWindow.top);
            EXPECT_LE(placed[i].y + a.height, kWindow.bottom);
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_FALSE(overlap(a, placed[i], requests[placed[j].request], placed[j]));
        }
        for (std::size_t r = 0; r < requests.size(); ++r) {
            const LabelRequest& left_out = requests[r];
            if (found[r] || left_out.centered)
                continue;
            const PlacedLabel wish{r, left_out.x + left_out.gap,
                                   left_out.y - left_out.gap - left_out.height};
            const bool outside = wish.x < kWindow.left || wish.y < kWindow.top ||
                                 wish.x + left_out.width > kWindow.right ||
                                 wish.y + left_out.height > kWindow.bottom;
            bool blocked = false;
            for (const PlacedLabel& other : placed) {
                const LabelRequest& before = requests[other.request];
                const bool earlier = before.priority > left_out.priority ||
                                     (before.priority == left_out.priority && other.request < r);
                blocked = blocked || (earlier && overlap(left_out, wish, before, other));
            }
            EXPECT_TRUE(outside || blocked) << seed << " " << r;
        }
    }
}

TEST(Labels, NothingToPlace) {
    EXPECT_TRUE(place_labels({}, kWindow).empty());
    const std::vector<LabelRequest> odd = {{.x = 10, .y = 10, .width = 0, .height = 10},
                                           {.x = std::nan(""), .y = 10, .width = 10, .height = 10},
                                           {.x = 10, .y = 10, .width = 10, .height = INFINITY},
                                           {.x = 500, .y = 400, .width = 2000, .height = 10}};
    EXPECT_TRUE(place_labels(odd, kWindow).empty());
    EXPECT_TRUE(place_labels(random_requests(5, 1), {5, 5, 5, 5}).empty());
}

TEST(Labels, LeaveFreeWhatIsTaken) {
    const LabelRequest request{.x = 100, .y = 100, .width = 40, .height = 10};
    const std::vector<LabelRequest> one = {request};
    // Right above is its first choice; a symbol there moves it, symbols all around drop it.
    ASSERT_EQ(place_labels(one, {0, 0, 200, 200}).size(), 1U);
    EXPECT_EQ(place_labels(one, {0, 0, 200, 200})[0].y, 90);
    const std::vector<LabelBox> above = {{110, 85, 120, 99}};
    const auto moved = place_labels(one, {0, 0, 200, 200}, above);
    ASSERT_EQ(moved.size(), 1U);
    EXPECT_EQ(moved[0].y, 100);
    const std::vector<LabelBox> around = {{50, 85, 150, 115}};
    EXPECT_TRUE(place_labels(one, {0, 0, 200, 200}, around).empty());
    const std::vector<LabelBox> elsewhere = {{-50, -50, -10, -10}};
    EXPECT_EQ(place_labels(one, {0, 0, 200, 200}, elsewhere).size(), 1U);
}

} // namespace
} // namespace tractwise::map
