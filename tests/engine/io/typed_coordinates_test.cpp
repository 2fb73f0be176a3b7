// SPDX-License-Identifier: Apache-2.0
// Coordinates as people type them. Expected values are worked out by hand: 57' 01.8" are 57/60 +
// 1.8/3600 = 0.9505 degrees, 08' 48.48" are 0.1468.
#include "tests/engine/io/findings.hpp"
#include "tests/engine/io/gdal_fixture.hpp"
#include "tests/support/temporary_folder.hpp"

#include "engine/io/features.hpp"

#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tractwise::io {
namespace {

using test::error_of;
using test::found;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class TypedCoordinates : public testing::Test {
protected:
    PointFeatures read(std::string_view csv, const SourceSpec& declared = {}) {
        SourceSpec source = declared;
        source.id = "sites";
        source.path = folder.write("p.csv", csv).string();
        diagnostics = {};
        return read_points(source, diagnostics);
    }
    /// The first place of the file is 39.9505 N, 75.1468 W.
    void expect_first(const std::string& csv, double east = -75.1468, double north = 39.9505) {
        SCOPED_TRACE(csv);
        try {
            const PointFeatures features = read(csv);
            ASSERT_FALSE(features.places.empty());
            EXPECT_NEAR(features.places[0].lon, east, 1e-9);
            EXPECT_NEAR(features.places[0].lat, north, 1e-9);
        } catch (const Error& error) {
            ADD_FAILURE() << error.what();
        }
    }
    std::string error(const std::string& csv) {
        return error_of([&] { read(csv); });
    }
    test::TemporaryFolder folder;
    Diagnostics diagnostics;
};

TEST_F(TypedCoordinates, NamesAsPeopleWriteThem) {
    for (const char* header :
         {"LAT,LONG_", "Lat (Y),Long (X)", "Y,X", "latitude1,longitude1", "GPS_Lat,GPS_Lon",
          "Site Latitude,Site Longitude", "Latitud,Longitud", "LATITUDE_1,LONGITUDE_1",
          "Lat (decimal degrees),Lng (decimal degrees)", "y_lat,x_long", "intptlat23,intptlon23",
          "facility_y_coord,facility_x_coord", "Lat.,Long.", "latDD,lonDD",
          "Latitude (N),Longitude (E)"})
        expect_first(std::string(header) + "\n39.9505,-75.1468\n");
}

TEST_F(TypedCoordinates, NamesThatOnlySoundLikeThemAreNone) {
    EXPECT_THAT(error("plate,population,relation\n1,2,3\n"), HasSubstr("no columns that tell"));
    EXPECT_THAT(error("flat,along\n1,2\n"), HasSubstr("no columns that tell"));
}

TEST_F(TypedCoordinates, DegreesMinutesSeconds) {
    for (const char* row :
         {"\"39° 57' 01.8\"\" N\",\"75° 08' 48.48\"\" W\"", "39°57′01.8″N,75°08′48.48″W",
          "N 39° 57' 01.8'',W 75° 08' 48.48''", "39° 57’ 01.8” N,75° 08’ 48.48” W",
          "39 57 01.8,-75 08 48.48", "39:57:01.8,-75:08:48.48", "39-57-01.8N,75-08-48.48W",
          "39d57m1.8s N,75d08m48.48s W", "39° 57.03' N,75° 08.808' W", "N39 57.030,W075 08.808",
          "39.9505° N,75.1468° W", "39.9505°,-75.1468°", "39.9505 N,75.1468 W",
          "\"39º 57' 1.8\"\"\",\"-75º 8' 48.48\"\"\"", "39.9505,−75.1468", "39.9505,–75.1468",
          "+39.9505,-075.1468", "39.9505 N,-75.1468 W",
          "39 deg 57 min 1.8 sec north,75 deg 8 min 48.48 sec west"})
        expect_first(std::string("Latitude,Longitude\n") + row + "\n");
}

TEST_F(TypedCoordinates, SouthAndEastHaveTheirSigns) {
    expect_first("lat,lon\n\"14° 18' S\",\"170° 42' W\"\n", -170.7, -14.3);        // Pago Pago
    expect_first("lat,lon\n\"13° 28' 12\"\" N\",\"144° 45' E\"\n", 144.75, 13.47); // Guam
}

TEST_F(TypedCoordinates, WhatIsNoCoordinateIsQuotedWithItsLine) {
    for (const char* cell : {"39° 61' N", "39° 57' 60\"\" N", "39.95 X", "395701", "Market St",
                             "39.95 N S", "-75 E", "39.5° 30' N", "12/3/2020"}) {
        SCOPED_TRACE(cell);
        read(std::string("name,lat,lon\na,39.9505,-75.1468\nb,\"") + cell + "\",-75.2\n");
        const Finding* unreadable = found(diagnostics, "place-unreadable");
        if (std::string(cell) == "395701") { // a number all the same
            EXPECT_NE(found(diagnostics, "point-off-globe"), nullptr);
            continue;
        }
        ASSERT_NE(unreadable, nullptr);
        EXPECT_EQ(unreadable->count, 1U);
        EXPECT_THAT(unreadable->examples.at(0),
                    AllOf(HasSubstr("line 3"), HasSubstr(std::string(cell).substr(0, 5))));
    }
}

TEST_F(TypedCoordinates, WhereNoneCanBeReadTheFirstIsQuoted) {
    EXPECT_THAT(error("Latitude,Longitude\nnorth of town,-75.1\nsouth,-75.2\n"),
                AllOf(HasSubstr("p.csv:2"), HasSubstr("\"north of town\" is no place"),
                      HasSubstr("39° 57' 01.8\" N")));
}

TEST_F(TypedCoordinates, ACommaIsDecimalWhereBothColumnsHaveIt) {
    expect_first("name;Latitude;Longitude\nA;39,9505;-75,1468\n");
    expect_first("name;Latitude;Longitude\nA;39,950;-75,146\n", -75.146, 39.95); // no thousands
    expect_first("name;Latitude;Longitude\nA;40;-75,1468\n", -75.1468, 40);
    expect_first("name;Latitude;Longitude\nA;39° 57' 01,8\" N;75° 08' 48,48\" W\n");
    EXPECT_THAT(error("name;Latitude;Longitude\nA;39,9505;-75.1468\n"),
                AllOf(HasSubstr("p.csv:2"), HasSubstr("\"39,9505\""), HasSubstr("\"-75.1468\"")));
}

TEST_F(TypedCoordinates, LettersThatContradictTheColumn) {
    expect_first("lat,lon\n75.1468 W,39.9505 N\n");
    EXPECT_NE(found(diagnostics, "compass-letters-exchanged"), nullptr);
    read("lat,lon\n39.9505 N,75.1468 W\n75.1468 W,75.1468 W\n");
    ASSERT_NE(found(diagnostics, "place-unreadable"), nullptr);
    EXPECT_THAT(found(diagnostics, "place-unreadable")->examples.at(0),
                HasSubstr("a longitude in column \"lat\""));
}

TEST_F(TypedCoordinates, BothInOneCell) {
    for (const char* header : {"Lat/Long", "Coordinates", "GPS", "Lat, Long", "whatever"})
        for (const char* cell :
             {"39.9505, -75.1468",
              "39.9505 -75.1468",
              "39.9505;-75.1468",
              "39.9505/-75.1468",
              "39,9505; -75,1468",
              "39,9505, -75,1468",
              "39.9505,-75.1468,12.5",
              "39°57'01.8\"\"N 75°08'48.48\"\"W",
              "N 39° 57.030 W 075° 08.808",
              "39 57 01.8 -75 08 48.48",
              "39.9505° N, 75.1468° W",
              "Lat: 39.9505, Long: -75.1468",
              "75.1468 W, 39.9505 N",
              "(39.9505, -75.1468)",
              "[39.9505, -75.1468]",
              "geo:39.9505,-75.1468",
              "POINT (-75.1468 39.9505)",
              "POINT(-75.1468 39.9505)",
              "point z (-75.1468 39.9505 3)",
              "SRID=4326;POINT(-75.1468 39.9505)",
              "MULTIPOINT ((-75.1468 39.9505))",
              "{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[-75.1468,39.9505]}",
              "{'type': 'Point', 'coordinates': [-75.1468, 39.9505]}",
              "{\"\"latitude\"\":\"\"39.9505\"\",\"\"longitude\"\":\"\"-75.1468\"\"}",
              "{'latitude': '39.9505', 'longitude': '-75.1468', 'human_address': '{}'}",
              "{\"\"lng\"\": -75.1468, \"\"lat\"\": 39.9505}"})
            expect_first("name,\"" + std::string(header) + "\"\nA,\"" + cell + "\"\n");
}

TEST_F(TypedCoordinates, LongitudeFirstByNameOrWhereTheCellsLeaveNoDoubt) {
    expect_first("\"Long, Lat\"\n\"-75.1468, 39.9505\"\n");
    expect_first("coords\n\"-75.1468,39.9505\"\n\"-75.1569,39.9554\"\n");
    EXPECT_NE(found(diagnostics, "place-order"), nullptr);
    expect_first("coords\n\"39.9505,-75.1468\"\n");
    EXPECT_EQ(found(diagnostics, "place-order"), nullptr);
}

TEST_F(TypedCoordinates, AnAddressWithThePlaceOnItsLastLine) {
    const auto features =
        read("Site Name,Location\nA,\"100 Market St\nPhiladelphia, PA 19106\n(39.9505, "
             "-75.1468)\"\nC,\"300 Arch St\nPhiladelphia, PA\"\n");
    EXPECT_NEAR(features.places[0].lat, 39.9505, 1e-9);
    EXPECT_TRUE(std::isnan(features.places[1].lat));
    EXPECT_THAT(found(diagnostics, "place-unreadable")->examples.at(0),
                HasSubstr("\"300 Arch St Philadelphia, PA\""));
    EXPECT_EQ(found(diagnostics, "point-missing"), nullptr) << "one report a row";
}

TEST_F(TypedCoordinates, AConfidenceIntervalIsNoPlace) {
    EXPECT_THAT(error("name,CASTHMA_Crude95CI\na,\"( 6.2, 10.1)\"\nb,\"( 7.2, 11.1)\"\n"),
                HasSubstr("no columns that tell"));
    expect_first("CASTHMA_Crude95CI,Geolocation\n\"( 6.2, 10.1)\",POINT (-75.1468 39.9505)\n");
    EXPECT_THAT(error("route\n\"12, 30\"\n"), HasSubstr("no columns that tell"));
}

TEST_F(TypedCoordinates, EmptyColumnsOfDegreesGiveWayToText) {
    expect_first("LATITUDE,LONGITUDE,LOCATION\n,,\"(39.9505, -75.1468)\"\n");
}

TEST_F(TypedCoordinates, MicrodegreesAreReadOnlyWhereTheyAreCertain) {
    expect_first("Latitude,Longitude\n39950500,-75146800\n39955400,-75156900\n");
    EXPECT_EQ(found(diagnostics, "microdegrees")->count, 2U);
    expect_first("Latitude,Longitude\n399505000,-751468000\n"); // Google's E7
    EXPECT_THAT(error("Latitude,Longitude\n39950500,-7514680\n39955400,-75156900\n"),
                AllOf(HasSubstr("not degrees"), HasSubstr("line 2"), HasSubstr("\"39950500\"")));
    EXPECT_THAT(error("Latitude,Longitude\n4860000,-8365000\n"), // meters of web maps
                AllOf(HasSubstr("\"-8365000\" and \"4860000\""), HasSubstr("EPSG:3857")));
    EXPECT_THAT(error("X,Y\n-8365000,4860000\n"),
                AllOf(HasSubstr("line 2: \"-8365000\" and \"4860000\""), HasSubstr("EPSG:3857")));
    EXPECT_THAT(error("XCOORD,YCOORD\n2700000,240000\n"),
                AllOf(HasSubstr("\"2700000\" and \"240000\""), HasSubstr("x, y and crs")));
}

TEST_F(TypedCoordinates, SeveralPairsAreSaid) {
    expect_first("lat_origin,lon_origin,lat_end,lon_end\n39.9505,-75.1468,40.5,-75.5\n");
    ASSERT_NE(found(diagnostics, "place-columns-several"), nullptr);
    EXPECT_THAT(found(diagnostics, "place-columns-several")->message, HasSubstr("lon_end"));
    // The same places twice are no question, and neither are feet beside degrees.
    expect_first("LATITUDE,LONGITUDE,gps_lat,gps_lon,X,Y\n39.9505,-75.1468,39.9506,-75.1469,"
                 "2700000,240000\n");
    EXPECT_EQ(found(diagnostics, "place-columns-several"), nullptr);
    // More places go before the order of the columns.
    expect_first("a_lat,a_lon,b_lat,b_lon\n,,39.9505,-75.1468\n40.1,-75.9,39.9,-75.1\n");
}

TEST_F(TypedCoordinates, NamesCutToTenLettersInAShapefile) {
    const std::string dbf = (folder / "s.dbf").string();
    test::make_dataset(dbf, R"({"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{"Site Name":"A","Geocoding Artifact Address Primary X Coordinate":-75.1468,
        "Geocoding Artifact Address Primary Y Coordinate":39.9505},"geometry":null}]})",
                       {"-f", "ESRI Shapefile"});
    const auto features = read_points(source_from_path("s", dbf), diagnostics);
    EXPECT_NEAR(features.places.at(0).lon, -75.1468, 1e-9);
    ASSERT_NE(found(diagnostics, "name-cut"), nullptr);
    EXPECT_THAT(found(diagnostics, "name-cut")->message,
                AllOf(HasSubstr("\"Geocoding\""), HasSubstr("Primary X Coordinate")));
    SourceSpec source = source_from_path("s", dbf);
    source.where = {{"Site Name", {"A"}}};
    EXPECT_EQ(read_points(source, diagnostics).places.size(), 1U);
}

TEST_F(TypedCoordinates, OnlyAddressesHaveToBeGeocodedFirst) {
    for (const char* csv :
         {"name,address,city,state,zip\nA,100 Market St,Philadelphia,PA,19106\n",
          "id,Street Address,City,ZIP\n1,100 Market St,Philadelphia,19106\n",
          "Location\n\"100 Market St\nPhiladelphia, PA\"\n",
          "id,addr\n1,\"100 Market St, Philadelphia\"\n", "Site Address\n100 Market St\n"})
        EXPECT_THAT(error(csv), AllOf(HasSubstr("addresses"), HasSubstr("geocode them first"),
                                      HasSubstr("https://geocoding.geo.census.gov/geocoder/"),
                                      HasSubstr("id, street, city, state, ZIP")))
            << csv;
}

TEST_F(TypedCoordinates, PlacemarksWithAnAddressAndNoPointHaveToBeGeocodedFirst) {
    const std::string kml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml xmlns=\"http://www.opengis.net/kml/2.2\">"
        "<Document><name>x</name><Placemark><name>North</name><address>100 Market St, Philadelphia "
        "PA</address></Placemark></Document></kml>";
    for (const auto& source : {source_from_path("s", folder.write("a.kml", kml).string()), [&] {
                                   test::make_zip(folder / "a.kmz", {{"doc.kml", kml}});
                                   return source_from_path("s", (folder / "a.kmz").string());
                               }()})
        EXPECT_THAT(error_of([&] { read_points(source, diagnostics); }),
                    AllOf(HasSubstr("placemarks with addresses"), HasSubstr("geocode them first")));
}

TEST_F(TypedCoordinates, OfSeveralFoldersTheOneWithPointsIsRead) {
    const auto folder_text = [](const std::string& name, const std::string& shape) {
        return "<Folder><name>" + name + "</name><Placemark><name>a</name>" + shape +
               "</Placemark></Folder>";
    };
    const std::string point = "<Point><coordinates>-75.1468,39.9505,0</coordinates></Point>";
    const std::string line =
        "<LineString><coordinates>-75.1,39.9,0 -75.2,39.8,0</coordinates></LineString>";
    const auto kml = [&](const std::string& folders) {
        return source_from_path(
            "s", folder
                     .write("m.kml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><kml "
                                     "xmlns=\"http://www.opengis.net/kml/2.2\"><Document>" +
                                         folders + "</Document></kml>")
                     .string());
    };
    const auto features =
        read_points(kml(folder_text("Routes", line) + folder_text("Clinics", point)), diagnostics);
    EXPECT_NEAR(features.places.at(0).lat, 39.9505, 1e-9);
    EXPECT_THAT(found(diagnostics, "layer-with-points")->message,
                AllOf(HasSubstr("\"Clinics\""), HasSubstr("left out: \"Routes\"")));
    EXPECT_THAT(error_of([&] {
                    read_points(kml(folder_text("Vans", point) + folder_text("Clinics", point)),
                                diagnostics);
                }),
                AllOf(HasSubstr("2 layers"), HasSubstr("Vans, Clinics")));
}

TEST_F(TypedCoordinates, WhatTheCensusGeocoderGivesBackIsRead) {
    const auto features = read(
        "\"1\",\"100 Market St, Philadelphia, PA, 19106\",\"Match\",\"Exact\",\"100 MARKET ST, "
        "PHILADELPHIA, PA, 19106\",\"-75.1468,39.9505\",\"131423677\",\"R\"\n"
        "\"2\",\"1 Nowhere, Philadelphia, PA, \",\"No_Match\"\n"
        "\"3\",\"2 Main St, Philadelphia, PA, \",\"Tie\"\n");
    ASSERT_EQ(features.table.rows(), 3U) << "the first row is no header";
    EXPECT_NEAR(features.places[0].lon, -75.1468, 1e-9);
    EXPECT_NEAR(features.places[0].lat, 39.9505, 1e-9);
    EXPECT_TRUE(std::isnan(features.places[1].lon));
    EXPECT_EQ(found(diagnostics, "geocoder-no-match")->count, 2U);
    EXPECT_EQ(features.table.cell(0, features.table.require("matched_address")),
              "100 MARKET ST, PHILADELPHIA, PA, 19106");
    // With geographies, and the first address not found.
    const auto areas = read("\"2\",\"1 Nowhere, X, PA, \",\"No_Match\"\n\"1\",\"100 Market St, "
                            "Philadelphia, PA, 19106\",\"Match\",\"Non_Exact\",\"100 MARKET ST\","
                            "\"-75.1468,39.9505\",\"131423677\",\"R\",\"42\",\"101\",\"000100\","
                            "\"1002\"\n");
    EXPECT_EQ(areas.table.cell(1, areas.table.require("tract")), "000100");
    EXPECT_THAT(
        error("\"1\",\"a\",\"Match\",\"Exact\",\"b\",\"-75.1,39.9\",\"1\",\"R\"\nspoiled\n"),
        HasSubstr("p.csv:2"));
}

TEST_F(TypedCoordinates, DegreesMinutesAndSecondsInColumnsOfTheirOwn) {
    expect_first("Lat Deg,Lat Min,Lat Sec,Lon Deg,Lon Min,Lon Sec\n39,57,1.8,-75,8,48.48\n");
    EXPECT_THAT(found(diagnostics, "place-columns-guessed")->message, HasSubstr("\"Lon Sec\""));
    EXPECT_EQ(found(diagnostics, "place-columns-several"), nullptr);
    expect_first("latdeg,latmin,latsec,latdir,longdeg,longmin,longsec,longdir\n"
                 "39,57,1.8,N,75,8,48.48,W\n");
    expect_first("LAT_D,LAT_M,LAT_S,N/S,LON_D,LON_M,LON_S,E/W\n39,57,1.8,n,-75,8,48.48,West\n");
    expect_first("Longitude Degrees,Longitude Minutes,Latitude Degrees,Latitude Minutes\n"
                 "-75,8.808,39,57.03\n");
    expect_first("Latitude,Latitude Minutes,Longitude,Longitude Minutes\n39,57.03,-75,8.808\n");
    expect_first("Lat Deg,Lat Min,Lon Deg,Lon Min\n39,57.03,-0,30\n", -0.5);
    // Decimal degrees under their own names go first.
    expect_first("Lat Deg,Lat Min,Lon Deg,Lon Min,Latitude,Longitude\n"
                 "39,57.03,-75,8.808,39.9505,-75.1468\n");
    EXPECT_EQ(found(diagnostics, "place-columns-several"), nullptr);
    SourceSpec declared;
    declared.lon = "Lon Deg";
    declared.lat = "Lat Deg";
    const auto places =
        read("Lat Deg,Lat Min,Lon Deg,Lon Min\n39,57.03,-75,8.808\n39,75,-75,8\n", declared);
    EXPECT_NEAR(places.places[0].lat, 39.9505, 1e-9);
    EXPECT_TRUE(std::isnan(places.places[1].lat));
    EXPECT_THAT(found(diagnostics, "place-unreadable")->examples,
                ElementsAre(HasSubstr("line 3: \"39 75\"")));
}

TEST_F(TypedCoordinates, PartsThatDoNotFitTogetherAreRefusedWithTheirNames) {
    EXPECT_THAT(error("Lat Deg,Lat Min,Lat Sec,Lon Deg,Lon Min,Lon Sec\n39,57,1.8,75,8,48.48\n"),
                AllOf(HasSubstr("\"Lat Deg\", \"Lat Min\", \"Lat Sec\", \"Lon Deg\""),
                      HasSubstr("east or west")));
    EXPECT_THAT(error("Lat Deg,Lat Min,Lon Deg\n39,57,-75\n"), HasSubstr("lacks a part"));
    EXPECT_THAT(error("Lat Deg,Lat Min,Lon Deg,Lon Min\n39.95,57,-75.1,8\n"),
                AllOf(HasSubstr("line 2"), HasSubstr("decimals")));
    EXPECT_THAT(error("Lat Deg,Lat Min,Lon Deg,Lon Min,Lon Dir\n39,57,-75,8,E\n"),
                HasSubstr("\"-75 8 E\""));
}

TEST_F(TypedCoordinates, PairsOfAreasComeAfterPairsOfPlacesAndAreSaid) {
    for (const char* header :
         {"lon_city,lat_city,lon_site,lat_site", "Longitude,Latitude,Site Lon,Site Lat",
          "County Longitude,County Latitude,Clinic Lon,Clinic Lat",
          "ZipLon,ZipLat,ClinicLon,ClinicLat", "centroid_lon,centroid_lat,x_lon,x_lat"}) {
        const bool plain = std::string_view(header).starts_with("Longitude");
        const std::string first = plain ? "-75.1468,39.9505,-76,41" : "-76,41,-75.1468,39.9505";
        expect_first(std::string(header) + "\n" + first + "\n");
        EXPECT_NE(found(diagnostics, "place-columns-several"), nullptr) << header;
    }
    // A part of a word is none.
    expect_first("Capacity Lat,Capacity Lon,Other Lat,Other Lon\n39.9505,-75.1468,41,-76\n");
    // One of two rows lies elsewhere.
    expect_first("lon_a,lat_a,lon_b,lat_b\n-75.1468,39.9505,-75.1468,39.9505\n"
                 "-75.1468,39.9505,-75.1568,39.9505\n");
    EXPECT_NE(found(diagnostics, "place-columns-several"), nullptr);
}

} // namespace
} // namespace tractwise::io
