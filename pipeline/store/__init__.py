"""What is kept between builds: records as CSV and Arrow, parts of documents, segments, their merge."""
