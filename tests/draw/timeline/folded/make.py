"""Forty statements by two people of an office, and one of nowhere, from 1995 to 2014."""
print("""@prefix anno: <https://w3id.org/annograph/ns#> .
@prefix rel: <https://w3id.org/annograph/rel#> .
@prefix said: <https://w3id.org/annograph/said#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <http://example.org/> .
rel:go a anno:RelationType, anno:ConductRelation ; rdfs:label "went" .
:1 a anno:Document ; dcterms:identifier "001_first" ; dcterms:title "First" ; dcterms:date "2014-05-06" .
:office a anno:Organization, anno:Agent ; rdfs:label "Office" .
:ann a anno:Person, anno:Agent ; rdfs:label "Ann" ; anno:body :office .
:bob a anno:Person, anno:Agent ; rdfs:label "Bob" ; anno:body :office .
:carl a anno:Person, anno:Agent ; rdfs:label "Carl" .""")


def say(number, who, day):
    print(f""":t-{number} a anno:TimeSpan ; rdfs:label "{day}" ; anno:edtf "{day}" ; anno:beginEarliest "{day}"^^xsd:date ;
  anno:beginLatest "{day}"^^xsd:date ; anno:endEarliest "{day}"^^xsd:date ; anno:endLatest "{day}"^^xsd:date .
:p-{number} a anno:Place ; rdfs:label "place {number}" .
:c-{number} a anno:Proposition ; anno:predicate rel:go ; said:subject :carl ; said:object :p-{number} .
:s-{number} a anno:Attribution, anno:Statement ; anno:speaker :{who} ; anno:affirms :c-{number} ; anno:inDocument :1 ;
  anno:when :t-{number} ; rdfs:label "{number}" .""")


for number in range(1, 21):
    say(number, ("ann", "bob")[number % 2], f"{1994 + number}-02-03")
for number in range(21, 37):
    say(number, ("ann", "bob", "carl")[number % 3], f"2002-06-{number // 3:02}")
for number in range(37, 41):
    say(number, "carl", "2010-10-10")
