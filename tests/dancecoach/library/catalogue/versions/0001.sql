BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE clip (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	sha256 VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	storage VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	size_bytes INTEGER NOT NULL, 
	width INTEGER NOT NULL, 
	height INTEGER NOT NULL, 
	fps DOUBLE NOT NULL, 
	frames INTEGER NOT NULL, 
	duration_s DOUBLE NOT NULL, 
	filmed_at VARCHAR, 
	added_at VARCHAR NOT NULL, 
	rating INTEGER NOT NULL, 
	note VARCHAR NOT NULL, 
	reference BOOLEAN NOT NULL, 
	style VARCHAR NOT NULL, 
	style_certainty DOUBLE NOT NULL, 
	score DOUBLE, 
	analysed_with VARCHAR NOT NULL, 
	found_share DOUBLE, 
	words VARCHAR NOT NULL, 
	CONSTRAINT ck_clip_ck_clip_kind CHECK (kind IN ('video', 'poses')), 
	CONSTRAINT ck_clip_ck_clip_storage CHECK (storage IN ('copied', 'linked')), 
	CONSTRAINT ck_clip_ck_clip_rating CHECK (rating BETWEEN 0 AND 5), 
	CONSTRAINT uq_clip_sha256 UNIQUE (sha256)
);
INSERT INTO "clip" VALUES(1,'abababababababababababababababababababababababababababababababab','Back tuck, Tuesday','video','copied','media/ab/abababababababab/tuck.mp4',1200345,1920,1080,59.94,300,5.005,'2026-11-19T18:30:00.000000','2026-11-20T12:00:00.000000',4,'Knees together.',1,'waltz',0.62,NULL,'blazepose full',0.98,'back tuck, tuesday
knees together.
camp
slow motion
zofia
waltz
tuck, 1 turn backwards back
cartwheel');
INSERT INTO "clip" VALUES(2,'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd','Đôi','poses','linked','/films/Đôi.json',4321,640,360,30.0,90,3.0,NULL,'2026-11-20T13:00:00.000000',0,'',0,'',0.0,83.5,'',NULL,'doi
camp
slow motion
tuesday group');
CREATE TABLE job (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	path VARCHAR NOT NULL, 
	storage VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	step VARCHAR NOT NULL, 
	place DOUBLE NOT NULL, 
	clip_id INTEGER, 
	problem VARCHAR NOT NULL, 
	added_at VARCHAR NOT NULL, 
	CONSTRAINT ck_job_ck_job_state CHECK (state IN ('waiting', 'running', 'paused', 'failed', 'done')), 
	CONSTRAINT ck_job_ck_job_step CHECK (step IN ('import', 'analyse')), 
	CONSTRAINT fk_job_clip_id FOREIGN KEY(clip_id) REFERENCES clip (id) ON DELETE CASCADE
);
INSERT INTO "job" VALUES(1,'/films/broken.mp4','linked','failed','import',1.0,NULL,'/films/broken.mp4: is no film; choose another','2026-11-22T10:36:13.517625');
INSERT INTO "job" VALUES(2,'/films/next.mp4','copied','waiting','import',2.0,NULL,'','2026-11-22T10:36:13.529339');
CREATE TABLE member (
	name_id INTEGER NOT NULL, 
	clip_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	CONSTRAINT pk_member PRIMARY KEY (name_id, clip_id), 
	CONSTRAINT fk_member_clip_id FOREIGN KEY(clip_id) REFERENCES clip (id) ON DELETE CASCADE, 
	CONSTRAINT fk_member_name_id FOREIGN KEY(name_id) REFERENCES name (id) ON DELETE CASCADE
);
INSERT INTO "member" VALUES(1,1,0);
INSERT INTO "member" VALUES(1,2,1);
INSERT INTO "member" VALUES(2,1,0);
INSERT INTO "member" VALUES(2,2,1);
INSERT INTO "member" VALUES(3,1,0);
INSERT INTO "member" VALUES(4,2,0);
CREATE TABLE name (
	id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	folded VARCHAR NOT NULL, 
	CONSTRAINT pk_name PRIMARY KEY (id), 
	CONSTRAINT ck_name_ck_name_kind CHECK (kind IN ('tag', 'person', 'collection')), 
	CONSTRAINT uq_name_kind_folded UNIQUE (kind, folded)
);
INSERT INTO "name" VALUES(1,'tag','camp','camp');
INSERT INTO "name" VALUES(2,'tag','slow motion','slow motion');
INSERT INTO "name" VALUES(3,'person','Žofia','zofia');
INSERT INTO "name" VALUES(4,'collection','Tuesday group','tuesday group');
CREATE TABLE skill (
	clip_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	takeoff_s DOUBLE NOT NULL, 
	label VARCHAR NOT NULL, 
	shape VARCHAR NOT NULL, 
	flight_s DOUBLE, 
	height_m DOUBLE, 
	turns DOUBLE, 
	confidence DOUBLE NOT NULL, 
	CONSTRAINT pk_skill PRIMARY KEY (clip_id, place), 
	CONSTRAINT fk_skill_clip_id FOREIGN KEY(clip_id) REFERENCES clip (id) ON DELETE CASCADE
);
INSERT INTO "skill" VALUES(1,0,1.25,'tuck, 1 turn backwards back','tuck',0.64,0.5,-1.0,0.91);
INSERT INTO "skill" VALUES(1,1,3.5,'cartwheel','',NULL,NULL,NULL,0.0);
CREATE INDEX ix_clip_added_at ON clip (added_at);
CREATE INDEX ix_skill_clip_id_flight_s ON skill (clip_id, flight_s);
CREATE INDEX ix_member_clip_id ON member (clip_id);
CREATE INDEX ix_job_state_place ON job (state, place);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('clip',2);
INSERT INTO "sqlite_sequence" VALUES('job',2);
COMMIT;
