"""The whole sample county in memory, made in one fixed order."""
from . import acs, atlas, health, mesh, people, sites, streets, zones


class County:
    NAME = "Marrow County (synthetic)"
    STATE = "Sample State"

    def __init__(self):
        self.mesh = mesh.Mesh()
        self.neighborhoods = people.settle(self.mesh)
        self.tracts = self.mesh.tracts
        self.surveys = acs.survey(self.neighborhoods)
        self.zctas = zones.draw_zctas(self.mesh)
        self.towns = zones.towns(self.mesh)
        self.streets = streets.Streets(self.mesh)
        addresses = sites.Addresses(self.mesh, self.streets, self.neighborhoods)
        self.stores = sites.food_stores(addresses)
        self.clinics = sites.health_centers(addresses)
        self.stops = sites.candidate_stops(addresses)
        self.atlas = atlas.food_atlas(self.neighborhoods, self.surveys, sites.supermarkets(self.stores))
        self.health = health.health_places(self.tracts, self.surveys, sites.STATE, self.STATE)

    def story_tracts(self, story):
        """GEOIDs of the tracts that tell a story."""
        return [n.tract.geoid for n in self.neighborhoods if n.story == story]

    def special_tract(self, kind):
        return next(t.geoid for t in self.tracts if t.kind == kind)
